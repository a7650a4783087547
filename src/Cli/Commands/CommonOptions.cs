using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Loading;

namespace EntryPath.Cli.Commands;

/// <summary>What the commands that load code are given.</summary>
internal sealed class CommonOptions
{
    public Argument<string[]> Paths { get; } = new("path")
    {
        Description = "A solution, a project, a folder with one of them, or C# files. Default: the current folder.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public Option<string[]> Properties { get; } = new("--property", "-p")
    {
        Description = "An MSBuild property, as NAME=VALUE; may be given several times.",
        HelpName = "NAME=VALUE",
    };

    public Option<string[]> Packs { get; } = new("--pack")
    {
        Description = "A rule pack to turn on in every project: " + string.Join(", ", RulePacks.Known) + ". May be given several times.",
        HelpName = "NAME",
    };

    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Do not restore packages first." };

    public void AddTo(Command command)
    {
        command.Add(Paths);
        command.Add(Properties);
        command.Add(Packs);
        command.Add(NoRestore);
    }

    /// <summary>Finds and loads what was named.</summary>
    public async Task<(Target Target, LoadedCode Code)> LoadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Target target = Target.Find(parsed.GetValue(Paths) ?? []);
        Dictionary<string, string> properties = PropertiesOf(parsed.GetValue(Properties) ?? []);
        ImmutableArray<string> packs = RulePacks.Named(parsed.GetValue(Packs) ?? []);
        LoadedCode code = await Progress.ShowAsync("loading", null, tell => ProjectLoader.LoadAsync(target, properties, packs, !parsed.GetValue(NoRestore), tell, cancellation));
        return (target, code);
    }

    private static Dictionary<string, string> PropertiesOf(string[] arguments)
    {
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string argument in arguments)
        {
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CheckException($"-p: '{argument}' is not NAME=VALUE");

            properties[argument[..equals].Trim()] = argument[(equals + 1)..];
        }

        return properties;
    }
}
