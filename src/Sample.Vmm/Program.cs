using EntryPath.Sample.Vmm.Commands;

return CommandLine.Run(args);
