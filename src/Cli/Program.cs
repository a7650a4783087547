using System;
using System.Text;
using EntryPath.Cli.Commands;

// Reports have characters that a console's own code page may lack.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.RunAsync(args);
