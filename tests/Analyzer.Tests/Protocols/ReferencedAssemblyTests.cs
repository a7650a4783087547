using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Tests.Protocols;

public sealed class ReferencedAssemblyTests
{
    private const string Library = """
        using System;
        using EntryPath;
        namespace Lib;
        [EntryProtocol] public enum P { [Because("it is so")] A, B }
        [Step(P.B)] public sealed class PerformsBAttribute : Attribute {}
        public class Device
        {
            [Step(P.A)] public void On() {}
            [Undo(P.A)] public void Off() {}
            [Requires(P.A, Value = 3)] public virtual void Use(long n, [Subject] object o) {}
            [Commit(typeof(P))] public int Go { get; set; }
        }
        """;

    [Fact]
    public void Rules_of_a_built_library_are_read_from_its_metadata() =>
        AssertLibraryIsRead(Rules.Emit(Rules.Compile("Library", Library)));

    [Fact]
    public void Rules_of_a_referenced_project_are_read_from_its_compilation() =>
        AssertLibraryIsRead(Rules.Compile("Library", Library).ToMetadataReference());

    [Fact]
    public void A_library_is_looked_through_once()
    {
        MetadataReference library = Rules.Emit(Rules.Compile("Library", Library));
        CSharpCompilation first = Rules.Compile("Program", "class A {}", library);
        CSharpCompilation second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class B {}"));

        DeclaredRules before = ReferencedRules.Of(first, CancellationToken.None).Single();
        Assert.Same(before, ReferencedRules.Of(second, CancellationToken.None).Single());
    }

    [Fact]
    public void A_library_without_rules_gives_none()
    {
        MetadataReference library = Rules.Emit(Rules.Compile("Library", "public class C {}"));

        Assert.Null(Rules.Of("class A {}", library).Set);
    }

    [Fact]
    public void A_library_whose_only_attributes_are_the_shorthand_of_another_is_read()
    {
        MetadataReference first = Rules.Emit(Rules.Compile("First", "using EntryPath; namespace First; [EntryProtocol] public enum P { A } [Step(P.A)] public class TakesAttribute : System.Attribute {}"));
        CSharpCompilation second = Rules.Compile("Second", "namespace Second; public class C { [First.Takes] public void M() {} }", first);
        MetadataReference built = Rules.Emit(second);

        Assert.DoesNotContain(second.Emit(System.IO.Stream.Null).Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal("Step P.A", Rules.Of("class A {}", built, first).Events("M:Second.C.M"));
    }

    [Fact]
    public void A_library_that_declares_one_attribute_itself_is_read()
    {
        MetadataReference first = Rules.Emit(Rules.Compile("First", "namespace EntryPath { class EntryProtocolAttribute : System.Attribute {} } namespace First { [EntryPath.EntryProtocol] public enum P { A } }")
            .RemoveReferences(Rules.Annotations));
        MetadataReference second = Rules.Emit(Rules.Compile(
            "Second", "namespace EntryPath { class RequiresAttribute(object step) : System.Attribute {} } namespace Second { public class C { [EntryPath.Requires(First.P.A)] public void M() {} } }", first)
            .RemoveReferences(Rules.Annotations));

        Assert.Equal("Requires P.A", Rules.Of(Rules.Compile("Program", "class A {}", first, second).RemoveReferences(Rules.Annotations)).Events("M:Second.C.M"));
    }

    [Fact]
    public void A_reference_assembly_gives_the_rules_of_what_is_visible()
    {
        CSharpCompilation library = Rules.Compile("Library", """
            using EntryPath;
            namespace Lib;
            [EntryProtocol] public enum P { A }
            public class C { [Step(P.A)] public void Visible() {} [Step(P.A)] protected void Inherited() {} [Step(P.A)] internal void Hidden() {} }
            """);
        using System.IO.MemoryStream stream = new();
        Assert.True(library.Emit(stream, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(metadataOnly: true, includePrivateMembers: false)).Success);
        Rules rules = Rules.Of("class A {}", MetadataReference.CreateFromImage(stream.ToArray()));

        Assert.Equal(["Inherited", "Visible"], rules.Set.MemberNames.Order());
    }

    [Fact]
    public void Attributes_that_the_project_declares_itself_are_accepted()
    {
        CSharpCompilation compilation = Rules.Compile("Program", """
            namespace EntryPath
            {
                internal sealed class EntryProtocolAttribute : System.Attribute {}
                internal sealed class StepAttribute(object step) : System.Attribute { public bool When { get; set; } }
            }
            namespace My
            {
                using EntryPath;
                [EntryProtocol] enum P { A }
                class T { [Step(P.A, When = true)] bool M() => true; }
            }
            """);
        Rules rules = Rules.Of(compilation.RemoveReferences(Rules.Annotations));

        Assert.Equal("Step P.A", rules.Events("M:My.T.M"));
        Assert.True(rules.For("M:My.T.M")!.Events.Single().When);
    }

    [Fact]
    public void The_enums_of_attributes_that_the_project_declares_are_read_by_name()
    {
        CSharpCompilation compilation = Rules.Compile("Program", """
            namespace EntryPath
            {
                enum ProtocolScope : byte { Program, Thread }
                enum Access { Read, Write }
                class EntryProtocolAttribute : System.Attribute { public ProtocolScope Scope { get; set; } }
                class ScopeAttribute(ProtocolScope scope) : System.Attribute {}
                class StepAttribute(object step) : System.Attribute { public Access Access { get; set; } }
            }
            [EntryPath.EntryProtocol(Scope = EntryPath.ProtocolScope.Thread)] public enum P { A, [EntryPath.Scope(EntryPath.ProtocolScope.Program)] B }
            class T { [EntryPath.Step(P.A, Access = EntryPath.Access.Read)] int One { get; set; } [EntryPath.Step(P.B, Access = EntryPath.Access.Write)] int Two { get; set; } }
            """);
        Rules rules = Rules.Of(compilation.RemoveReferences(Rules.Annotations));

        Assert.Empty(rules.Problems);
        Assert.Equal((StepScope.Thread, StepScope.Program), (rules.Step("P.A").Scope, rules.Step("P.B").Scope));
        Assert.Equal((AccessFilter.Read, AccessFilter.Write), (rules.For("P:T.One")!.Events.Single().Access, rules.For("P:T.Two")!.Events.Single().Access));
    }

    [Fact]
    public void A_library_with_an_internal_copy_of_the_attributes_is_read()
    {
        CSharpCompilation library = Rules.Compile("Library", """
            namespace EntryPath
            {
                internal sealed class EntryProtocolAttribute : System.Attribute {}
                internal sealed class StepAttribute(object step) : System.Attribute {}
            }
            namespace Lib
            {
                [EntryPath.EntryProtocol] public enum P { A }
                public class T { [EntryPath.Step(P.A)] public void M() {} }
            }
            """);
        MetadataReference built = Rules.Emit(library.RemoveReferences(Rules.Annotations));
        Rules rules = Rules.Of("""
            using EntryPath;
            class Mine { [Requires(Lib.P.A)] void M() {} }
            """, built);

        Assert.Equal("Step P.A", rules.Events("M:Lib.T.M"));
        Assert.Same(rules.For("M:Lib.T.M")!.Events.Single().Step, rules.For("M:Mine.M")!.Events.Single().Step);
    }

    [Fact]
    public void Two_versions_of_the_annotations_in_one_compilation_work()
    {
        // A library compiled against another version: the same names, signed with the same key.
        CSharpCompilation annotations = CSharpCompilation.Create(
            "EntryPath.Annotations",
            [CSharpSyntaxTree.ParseText("""
                [assembly: System.Reflection.AssemblyVersion("9.0.0.0")]
                namespace EntryPath
                {
                    public sealed class EntryProtocolAttribute : System.Attribute {}
                    public sealed class StepAttribute : System.Attribute { public StepAttribute(object step) {} public string New { get; set; } }
                }
                """)],
            Rules.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, cryptoPublicKey: [.. typeof(StepAttribute).Assembly.GetName().GetPublicKey()!]));
        MetadataReference other = Rules.Emit(annotations);
        CSharpCompilation library = Rules.Compile("Library", """
            namespace Lib;
            [EntryPath.EntryProtocol] public enum P { A }
            public class T { [EntryPath.Step(P.A, New = "unknown here")] public void M() {} }
            """).RemoveReferences(Rules.Annotations).AddReferences(other);
        CSharpCompilation program = Rules.Compile("Program", "class A { [EntryPath.Requires(Lib.P.A)] void M() {} }", Rules.Emit(library));

        // With the newer assembly beside the older one, and without it.
        Assert.Equal("Step P.A", Rules.Of(program).Events("M:Lib.T.M"));
        Assert.Equal("Step P.A", Rules.Of(program.AddReferences(other.WithAliases(["other"]))).Events("M:Lib.T.M"));
    }

    private static void AssertLibraryIsRead(MetadataReference library)
    {
        Rules rules = Rules.Of("""
            using Lib;
            class Mine : Device { [PerformsB] void M() {} public override void Use(long n, object o) {} }
            """, library);

        Assert.Equal("Step P.A", rules.Events("M:Lib.Device.On"));
        Assert.Equal("Commit P", rules.Events("P:Lib.Device.Go"));
        Assert.Equal("Step P.B", rules.Events("M:Mine.M"));
        Assert.Equal("Requires P.A", rules.Events("M:Mine.Use(System.Int64,System.Object)"));
        Assert.Equal(new ValueFilter(0, 3L, false), rules.For("M:Mine.Use(System.Int64,System.Object)")!.Events.Single().Value);
        Assert.Equal(new SubjectSource(SubjectKind.Parameter, 1), rules.For("M:Lib.Device.Use(System.Int64,System.Object)")!.Subject);
        Assert.True(rules.Step("P.A") is { IsBracket: true, Because: "it is so" });
        Assert.False(rules.Step("P.B").IsBracket);
    }
}
