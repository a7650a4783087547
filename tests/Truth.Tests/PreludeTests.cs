using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Rules;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EntryPath.Truth.Tests;

/// <summary>The interpreter's tables and the attributes that the analyzer reads say the same.</summary>
public sealed class PreludeTests
{
    private static readonly Compilation s_compilation = ProgramCompilation.Of([], preludeInSource: true);

    public static TheoryData<string> Protocols => [.. PreludeRules.Protocols.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_step_has_the_same_modifiers(string name)
    {
        var protocol = PreludeRules.Protocols.Single(candidate => candidate.Name == name);
        var type = s_compilation.GetTypeByMetadataName("TruthPrelude." + name)!;

        var declared = type.GetMembers().OfType<IFieldSymbol>().Select(step => (step.Name, Marks: string.Join(' ', step.GetAttributes()
            .Select(attribute => attribute.AttributeClass!.Name.Replace("Attribute", "").Replace("Scope", "Thread")).Order())));
        var known = protocol.Steps.Select(step => (step.Name, Marks: string.Join(' ', new[]
            {
                step.Optional ? "Optional" : "", step.Repeat ? "Repeat" : "", step.Strict ? "Strict" : "", step.Thread ? "Thread" : "",
            }.Where(mark => mark.Length > 0))));

        Assert.Equal(declared, known);
        Assert.Equal(protocol.Ordered, type.GetAttributes().Single().NamedArguments.All(argument => argument.Key != "Ordered"));
    }

    [Fact]
    public void Every_operation_has_the_same_event()
    {
        var declared = new[] { "Cpu", "Unit", "Env" }.Select(type => s_compilation.GetTypeByMetadataName("TruthPrelude." + type)!)
            .SelectMany(type => type.GetMembers()).SelectMany(Events).Order();

        Assert.Equal(declared, PreludeRules.Operations.Select(Described).Order());
    }

    [Fact]
    public void A_bracket_is_what_some_operation_undoes()
    {
        var undone = PreludeRules.Operations.Where(operation => operation.Event.Act is Act.Undo or Act.UndoIfInEffect)
            .Select(operation => (operation.Event.Protocol.Name, operation.Event.Step)).ToHashSet();
        var brackets = PreludeRules.Protocols.SelectMany(protocol => Enumerable.Range(0, protocol.Steps.Length)
            .Where(step => protocol.Steps[step].Bracket).Select(step => (protocol.Name, step))).ToHashSet();

        Assert.Equal(brackets, undone);
    }

    /// <summary>For example "SetMode Step Gate.1 Value=1".</summary>
    private static IEnumerable<string> Events(ISymbol member) => member.GetAttributes()
        .Where(attribute => attribute.AttributeClass!.ContainingNamespace.Name == "EntryPath").Select(attribute =>
        {
            var argument = attribute.ConstructorArguments[0];
            var step = argument.Value is ITypeSymbol protocol ? protocol.Name + ".0" : argument.Type!.Name + "." + argument.Value;
            return string.Join(' ', new[] { member.Name, attribute.AttributeClass!.Name.Replace("Attribute", ""), step }
                .Concat(attribute.NamedArguments.Select(named => named.Key + "=" + named.Value.Value).Order()));
        });

    private static string Described(Operation operation)
    {
        var name = (operation.OnSubject ? operation.Text : operation.Text.Split('.')[1]).Split('(', ' ')[0];
        var (kind, filter) = operation.Event.Act switch
        {
            Act.Perform => ("Step", ""),
            Act.Undo => ("Undo", ""),
            Act.UndoIfInEffect => ("Undo", " IfInEffect=True"),
            Act.Commit => ("Commit", ""),
            Act.Require => ("Requires", ""),
            Act.Forbid => ("Forbids", ""),
            _ => ("Forbids", " AnySubject=True"),
        };
        if (operation.Event.When is { } when)
            filter = " When=" + when;
        if (operation.Text is "SetMode(Mode.In)")
            filter = " Value=1";
        if (operation.Text is "SetMode(Mode.Out)")
            filter = " Value=0";
        if (name == "IsOpen")
            filter = " Value=" + (operation.Text == "IsOpen = true");
        return $"{name} {kind} {operation.Event.Protocol.Name}.{operation.Event.Step}{filter}";
    }
}
