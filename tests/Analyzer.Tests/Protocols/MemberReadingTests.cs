using System;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Tests.Protocols;

public sealed class MemberReadingTests
{
    private const string Header = """
        using System;
        using EntryPath;
        [EntryProtocol] public enum P
        {
            [Scope(ProtocolScope.Thread), Because("of it")] A,
            [Repeat, Strict] B,
            [Optional, Nestable, ThreadAffine] C,
            D,
        }
        public enum Mode { Out, In }

        """;

    [Fact]
    public void A_program_without_attributes_has_no_rules() =>
        Assert.Null(Rules.Of("class C { [System.Obsolete] void M() {} }").Set);

    [Fact]
    public void A_program_that_only_names_the_namespace_has_no_rules() =>
        Assert.Null(Rules.Of("using EntryPath; class C { [System.Obsolete] void M() {} }").Set);

    [Fact]
    public void The_protocol_keeps_the_order_and_the_attributes_of_its_members()
    {
        Rules rules = Rules.Of(Header + "class M { [Step(P.B)] void Do() {} [Undo(P.C)] void Back() {} }");

        Protocol protocol = Assert.Single(rules.Set.Protocols);
        Assert.True(protocol.Ordered);
        Assert.Equal(["A", "B", "C", "D"], protocol.Steps.Select(static step => step.Name));
        Assert.Equal([0, 1, 2, 3], protocol.Steps.Select(static step => step.Index));
        Assert.Equal((StepScope.Thread, "of it", true), (rules.Step("P.A").Scope, rules.Step("P.A").Because, rules.Step("P.A").BelongsToThread));
        Assert.True(rules.Step("P.B") is { Repeat: true, Strict: true, Optional: false, IsBracket: false, Scope: StepScope.Object });
        Assert.True(rules.Step("P.C") is { Optional: true, Nestable: true, BelongsToThread: true, IsBracket: true, Scope: StepScope.Object });
    }

    [Fact]
    public void An_unordered_protocol_with_a_scope_of_its_own_gives_it_to_its_steps()
    {
        Rules rules = Rules.Of("""
            using EntryPath;
            [EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)] enum P { A, [Scope(ProtocolScope.Object)] B }
            """);

        Assert.False(rules.Set.Protocols.Single().Ordered);
        Assert.Equal((StepScope.Thread, StepScope.Object), (rules.Step("P.A").Scope, rules.Step("P.B").Scope));
    }

    [Fact]
    public void A_step_that_only_static_members_perform_belongs_to_the_program()
    {
        Rules rules = Rules.Of(Header + """
            static class M
            {
                [Step(P.B)] public static void OfProgram() {}
                [Step(P.C)] public static void OfArgument([Subject] object o) {}
                [Step(P.D)] public static void OfReceiver(this string s) {}
            }
            """);

        Assert.Equal(StepScope.Program, rules.Step("P.B").Scope);
        Assert.Equal(StepScope.Object, rules.Step("P.C").Scope);
        Assert.Equal(StepScope.Object, rules.Step("P.D").Scope);
    }

    [Fact]
    public void Every_kind_of_member_can_carry_events()
    {
        Rules rules = Rules.Of(Header + """
            class M
            {
                [Step(P.A)] public M() {}
                [Step(P.A), Undo(P.B)] void Method() {}
                [Commit(typeof(P))] int Property { get; set; }
                [Requires(P.A)] int this[int i] => i;
                [Forbids(P.A)] int field, other;
                [Step(P.A)] event Action Event;
                event Action Custom { [Step(P.A)] add {} [Undo(P.A)] remove {} }
                int Accessors { [Step(P.B)] get => 1; [Step(P.C)] set {} }
                [Step(P.D)] public static M operator +(M a, M b) => a;
                [Tells(P.A)] bool Test() => true;
                [Asserts(P.A), Ensures(P.B), EnsuresUndone(P.C), EntryState(P.D)] void All() {}
                [EntryState(P.B)] ~M() {}
            }
            [Requires(P.A)] delegate void Handler();
            """);

        Assert.Equal("Step P.A", rules.Events("M:M.#ctor"));
        Assert.Equal("Step P.A, Undo P.B", rules.Events("M:M.Method"));
        Assert.Equal("Commit P", rules.Events("P:M.Property"));
        Assert.Equal("Requires P.A", rules.Events("P:M.Item(System.Int32)"));
        Assert.Equal("Forbids P.A", rules.Events("F:M.field"));
        Assert.Equal("Forbids P.A", rules.Events("F:M.other"));
        Assert.Equal("Step P.A", rules.Events("E:M.Event"));
        Assert.Equal("Step P.A", rules.Events("M:M.add_Custom(System.Action)"));
        Assert.Equal("Undo P.A", rules.Events("M:M.remove_Custom(System.Action)"));
        Assert.Null(rules.For("E:M.Custom"));
        Assert.Equal("Step P.B", rules.Events("M:M.get_Accessors"));
        Assert.Equal("Step P.C", rules.Events("M:M.set_Accessors(System.Int32)"));
        Assert.Null(rules.For("P:M.Accessors"));
        Assert.Null(rules.For("M:M.get_Property"));
        Assert.Equal("Step P.D", rules.Events("M:M.op_Addition(M,M)"));
        Assert.Equal("Tells P.A", rules.Events("M:M.Test"));
        Assert.Equal("Asserts P.A, Ensures P.B, EnsuresUndone P.C, EntryState P.D", rules.Events("M:M.All"));
        Assert.Equal("EntryState P.B", rules.Events("M:M.Finalize"));
        Assert.Equal("Requires P.A", rules.Events("T:Handler"));
        Assert.Empty(rules.Problems);
        Assert.Equal(
            ["Accessors", "All", "Custom", "Event", "Finalize", "Handler", "M", "Method", "Property", "Test", "field", "new()", "op_Addition", "other", "this[]"],
            rules.Set.MemberNames.OrderBy(static name => name == "this[]").ThenBy(static name => name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[Step(P.D)] public void M() {}", SubjectKind.Receiver, -1)]
    [InlineData("[Step(P.D)] public static void M() {}", SubjectKind.None, -1)]
    [InlineData("[Step(P.D)] public static void M(int i, [Subject] object o) {}", SubjectKind.Parameter, 1)]
    [InlineData("[Step(P.D)] public void M([Subject] object o) {}", SubjectKind.Parameter, 0)]
    [InlineData("[Step(P.D)] [return: Subject] public static T M() => null;", SubjectKind.Result, -1)]
    public void The_subject_is_where_it_is_marked(string member, object kind, int parameter)
    {
        Rules rules = Rules.Of(Header + "class T { " + member + " }");

        MemberRules found = rules.Set.For(rules.Compilation.GetTypeByMetadataName("T")!.GetMembers("M").Single())!;
        Assert.Equal(new SubjectSource((SubjectKind)kind, parameter), found.Subject);
    }

    [Fact]
    public void The_subject_of_an_extension_is_its_receiver_also_where_it_is_called_as_one()
    {
        Rules rules = Rules.Of(Header + """
            static class E { [Step(P.B)] public static void Do(this string s, int i) {} }
            class User { void M(string s) => s.Do(1); }
            """);
        SyntaxTree tree = rules.Compilation.SyntaxTrees.Single();
        InvocationExpressionSyntax call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Single();
        IMethodSymbol reduced = (IMethodSymbol)rules.Compilation.GetSemanticModel(tree).GetSymbolInfo(call).Symbol!;

        Assert.NotNull(reduced.ReducedFrom);
        Assert.Equal(new SubjectSource(SubjectKind.Parameter, 0), rules.Set.For(reduced)!.Subject);
    }

    [Fact]
    public void A_constructor_speaks_of_the_new_object()
    {
        Rules rules = Rules.Of(Header + "class T { [Step(P.D), Guard, MayThrow] public T() {} }");

        MemberRules found = rules.For("M:T.#ctor")!;
        Assert.Equal(SubjectKind.Result, found.Subject.Kind);
        Assert.True(found.ReturnsGuard && found.MayThrow);
        Assert.True(rules.Step("P.D").IsBracket);
    }

    [Fact]
    public void A_primary_constructor_and_a_positional_property_can_be_meant()
    {
        Rules rules = Rules.Of(Header + """
            [method: Step(P.A)] class T(int i) { int I => i; }
            record R([property: Step(P.B)] int X);
            """);

        Assert.Equal("Step P.A", rules.Events("M:T.#ctor(System.Int32)"));
        Assert.Equal("Step P.B", rules.Events("P:R.X"));
    }

    [Fact]
    public void Tokens_guards_and_parts_are_read_from_results_and_parameters()
    {
        Rules rules = Rules.Of(Header + """
            class T
            {
                [Step(P.D)] [return: Token] public bool Save() => true;
                [Undo(P.D)] public void Restore(int i, [Token] bool on) {}
                [Step(P.D)] [return: Guard] public IDisposable Hold() => null!;
                [PartOf] public T Child => this;
                [PartOf] public T field;
                [PartOf] public T First() => this;
                [return: PartOf] public T Second() => this;
            }
            """);

        Assert.True(rules.For("M:T.Save")!.ReturnsToken);
        Assert.Equal(1, rules.For("M:T.Restore(System.Int32,System.Boolean)")!.TokenParameter);
        Assert.True(rules.For("M:T.Hold")!.ReturnsGuard);
        Assert.All(["P:T.Child", "F:T.field", "M:T.First", "M:T.Second"], id => Assert.True(rules.For(id)!.IsPart));
    }

    [Fact]
    public void Contracts_of_delegates_are_kept_with_their_parameter()
    {
        Rules rules = Rules.Of(Header + "class T { void Register(int i, [EntryState(P.A), Forbids(P.D)] Action a) {} }");

        MemberRules found = rules.For("M:T.Register(System.Int32,System.Action)")!;
        Assert.Empty(found.Events);
        Assert.Equal("EntryState P.A, Forbids P.D", Rules.Text(found.DelegateParameters[1]));
    }

    [Fact]
    public void A_local_function_and_a_lambda_have_the_rules_that_are_written_on_them()
    {
        Rules rules = Rules.Of(Header + """
            class T
            {
                void M()
                {
                    [Requires(P.A)] void Local() {}
                    [Step(P.B)] static void Static() {}
                    Action a = [Ensures(P.A)] () => Local();
                }
            }
            """);
        SyntaxTree tree = rules.Compilation.SyntaxTrees.Single();
        SemanticModel model = rules.Compilation.GetSemanticModel(tree);
        MemberRules[] functions = tree.GetRoot().DescendantNodes().OfType<LocalFunctionStatementSyntax>()
            .Select(function => rules.Set.For(model.GetDeclaredSymbol(function)!)!).ToArray();
        LambdaExpressionSyntax lambda = tree.GetRoot().DescendantNodes().OfType<LambdaExpressionSyntax>().Single();

        Assert.Equal(["Requires P.A", "Step P.B"], functions.Select(static function => Rules.Text(function.Events)));
        Assert.Equal([SubjectKind.Receiver, SubjectKind.None], functions.Select(static function => function.Subject.Kind));
        Assert.Equal("Ensures P.A", Rules.Text(rules.Set.For(model.GetSymbolInfo(lambda).Symbol!)!.Events));
    }

    [Fact]
    public void Filters_are_resolved_to_ordinals_and_values()
    {
        Rules rules = Rules.Of(Header + """
            class T
            {
                [Step(P.A, Value = Mode.In)] void One(Mode m) {}
                [Step(P.A, NotValue = 1, Parameter = "b")] void Named(int a, long b) {}
                [Step(P.A, Value = true)] void ByType(int a, bool b) {}
                [Step(P.A, When = true)] bool Try() => true;
                [Step(P.A, When = false, Out = "taken")] void Enter(ref bool taken) {}
                [Step(P.A, Value = null)] object? Written { get; set; }
                [Requires(P.A)] int AnyUse { get; set; }
                [Step(P.A, Access = Access.Read)] int Read { get; set; }
                [Step(P.A, Call = "Add")] System.Collections.Generic.List<int> List { get; } = new();
                [Undo(P.D, IfInEffect = true, WhenNull = true)] void Undo() {}
                [Forbids(P.D, AnySubject = true)] void Sleep() {}
            }
            """);

        Assert.Empty(rules.Problems);
        Assert.Equal(new ValueFilter(0, 1, false), Single("M:T.One(Mode)").Value);
        Assert.Equal(new ValueFilter(1, 1L, true), Single("M:T.Named(System.Int32,System.Int64)").Value);
        Assert.Equal(new ValueFilter(1, true, false), Single("M:T.ByType(System.Int32,System.Boolean)").Value);
        Assert.Equal((true, MemberEvent.Result), (Single("M:T.Try").When, Single("M:T.Try").WhenParameter));
        Assert.Equal((false, 0), (Single("M:T.Enter(System.Boolean@)").When, Single("M:T.Enter(System.Boolean@)").WhenParameter));
        Assert.Equal(new ValueFilter(ValueFilter.WrittenValue, null, false), Single("P:T.Written").Value);
        Assert.Equal(AccessFilter.Write, Single("P:T.Written").Access);
        Assert.Equal(AccessFilter.Any, Single("P:T.AnyUse").Access);
        Assert.Equal(AccessFilter.Read, Single("P:T.Read").Access);
        Assert.Equal("Add", Single("P:T.List").Call);
        Assert.True(Single("M:T.Undo") is { IfInEffect: true, WhenNull: true });
        Assert.True(Single("M:T.Sleep").AnySubject);

        MemberEvent Single(string id) => rules.For(id)!.Events.Single();
    }

    [Fact]
    public void A_meta_attribute_stands_for_the_attributes_that_it_carries()
    {
        Rules rules = Rules.Of(Header + """
            [Step(P.B)] sealed class SyncsAttribute : Attribute {}
            [Syncs, Undo(P.C)] sealed class BothAttribute : Attribute {}
            class T { [Syncs] void One() {} [Both] void Two() {} [BothAttribute] void Three() {} }
            """);

        Assert.Equal("Step P.B", rules.Events("M:T.One"));
        Assert.Equal("Undo P.C, Step P.B", rules.Events("M:T.Two"));
        Assert.Equal("Undo P.C, Step P.B", rules.Events("M:T.Three"));
    }

    [Theory]
    [InlineData("using Short = TakesAttribute; class T { [Short] void M() {} }")]
    [InlineData("namespace N { using Short = global::TakesAttribute; namespace Inner { using Shorter = Short; class T { [Shorter] void M() {} } } }")]
    [InlineData("class T { [Generic<int>] void M() {} }")]
    public void A_meta_attribute_is_found_under_every_name_that_it_is_given(string source)
    {
        CSharpCompilation compilation = Rules.Compile("Program", source).AddSyntaxTrees(CSharpSyntaxTree.ParseText("""
            using EntryPath;
            [EntryProtocol] public enum P { A }
            [Step(P.A)] class TakesAttribute : System.Attribute {}
            [Step(P.A)] class GenericAttribute<T> : System.Attribute {}
            """, new CSharpParseOptions(LanguageVersion.Latest)));
        Rules rules = Rules.Of(compilation);

        Assert.Equal("Step P.A", Rules.Text(rules.Set.For(compilation.GetSymbolsWithName("M").Single())!.Events));
    }

    [Fact]
    public void An_alias_that_another_file_gives_to_all_is_the_attribute()
    {
        CSharpCompilation compilation = Rules.Compile("Program", "[EntryPath.EntryProtocol] public enum P { A } class T { [Performs(P.A)] void M() {} }")
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("global using Performs = EntryPath.StepAttribute;"));

        Assert.Equal("Step P.A", Rules.Of(compilation).Events("M:T.M"));
    }

    [Fact]
    public void The_name_of_an_explicit_implementation_is_that_of_what_it_implements_and_an_indexer_has_none_of_its_own()
    {
        Rules rules = Rules.Of(Header + """
            interface I { void Do(); int Size { get; } int this[int i] { get; } }
            class T : I
            {
                [Step(P.B)] void I.Do() {}
                [Requires(P.B)] int I.Size => 1;
                [Requires(P.B)] int I.this[int i] => 1;
            }
            class Named { [System.Runtime.CompilerServices.IndexerName("Cell")] [Requires(P.B)] public int this[int i] => 1; }
            """);

        Assert.Equal(["Do", "Size", "this[]"], rules.Set.MemberNames.OrderBy(static name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void An_alias_of_an_attribute_is_the_attribute()
    {
        Rules rules = Rules.Of("using Performs = EntryPath.StepAttribute; using EntryPath; [EntryProtocol] enum P { A } class T { [Performs(P.A)] void M() {} }");

        Assert.Equal("Step P.A", rules.Events("M:T.M"));
    }

    [Fact]
    public void A_constructed_generic_member_has_the_rules_of_its_definition()
    {
        Rules rules = Rules.Of(Header + "class G<T> { [Step(P.B)] public void M<U>(T t) {} } class User { G<int> g; }");
        IFieldSymbol field = (IFieldSymbol)rules.Member("F:User.g");

        IMethodSymbol constructed = (IMethodSymbol)field.Type.GetMembers("M").Single();
        Assert.Equal("Step P.B", Rules.Text(rules.Set.For(constructed.Construct(field.Type))!.Events));
    }

    [Fact]
    public void Attributes_on_either_part_of_a_partial_method_count()
    {
        Rules rules = Rules.Of(Header + """
            partial class T { [Step(P.A)] public partial void M(); public partial void N(); }
            partial class T { public partial void M() {} [Step(P.B)] public partial void N() {} }
            """);

        Assert.Equal("Step P.A", rules.Events("M:T.M"));
        Assert.Equal("Step P.B", rules.Events("M:T.N"));
        Assert.Equal("Step P.A", Rules.Text(rules.Set.For(((IMethodSymbol)rules.Member("M:T.M")).PartialImplementationPart!)!.Events));
    }

    [LanguageFact(13)]
    public void Attributes_on_either_part_of_a_partial_property_count()
    {
        Rules rules = Rules.Of(Header + """
            partial class T { [Step(P.A)] public partial int X { get; set; } public partial int Y { get; set; } }
            partial class T { public partial int X { get => 1; set {} } [Step(P.B)] public partial int Y { get => 1; set {} } }
            """);

        Assert.Equal("Step P.A", rules.Events("P:T.X"));
        Assert.Equal("Step P.B", rules.Events("P:T.Y"));
    }

    [LanguageFact(14)]
    public void A_member_of_an_extension_block_has_its_rules_where_it_is_called()
    {
        Rules rules = Rules.Of(Header + """
            static class E { extension(string s) { [Step(P.B)] public void Do(int i) {} [Requires(P.D)] public int Size => 1; } }
            class User { void M(string s) { s.Do(1); _ = s.Size; } }
            """);
        SyntaxTree tree = rules.Compilation.SyntaxTrees.Single();
        SemanticModel model = rules.Compilation.GetSemanticModel(tree);
        InvocationExpressionSyntax call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Single();
        MemberAccessExpressionSyntax size = tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>().Last();

        Assert.Empty(rules.Problems);
        Assert.Equal("Step P.B", Rules.Text(rules.Set.For(model.GetSymbolInfo(call).Symbol!)!.Events));
        Assert.Equal(SubjectSource.Receiver, rules.Set.For(model.GetSymbolInfo(call).Symbol!)!.Subject);
        Assert.Equal("Requires P.D", Rules.Text(rules.Set.For(model.GetSymbolInfo(size).Symbol!)!.Events));
    }

    [Fact]
    public void The_tree_is_read_once_for_all_compilations_that_hold_it()
    {
        CSharpCompilation first = Rules.Compile("Program", Header);

        AttributeSites before = AttributeSites.In(first.SyntaxTrees[0], CancellationToken.None);
        CSharpCompilation second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other {}"));
        Assert.Same(before, AttributeSites.In(second.SyntaxTrees[0], CancellationToken.None));
    }

    [Fact]
    public void The_namespace_is_found_where_the_file_is_longer_than_a_chunk()
    {
        string padding = "//" + new string('x', 32 * 1024 - 2 - 4) + "\n";
        foreach (int shift in Enumerable.Range(0, 12))
        {
            SyntaxTree tree = CSharpSyntaxTree.ParseText("//" + new string('x', 32 * 1024 - 2 - shift) + "EntryPath\n");
            Assert.True(NamespaceMention.In(tree, CancellationToken.None), "shift " + shift);
        }

        Assert.False(NamespaceMention.In(CSharpSyntaxTree.ParseText(padding + padding + "// Entry"), CancellationToken.None));
        Assert.False(NamespaceMention.In(CSharpSyntaxTree.ParseText(""), CancellationToken.None));
    }

    [Fact]
    public void A_file_that_uses_interop_and_tracing_as_well_compiles_and_is_read()
    {
        var rules = Rules.Of("""
            using System.Diagnostics.Tracing;
            using System.Runtime.InteropServices;
            using EntryPath;

            [EntryProtocol]
            public enum Sending
            {
                [EntryPath.Optional, Strict] Packed,
                Sealed,
            }

            public sealed class Log : EventSource
            {
                [Event(1)] public void Told([System.Runtime.InteropServices.Optional] int how) => WriteEvent(1, how);
            }

            public sealed class Port
            {
                [Step(Sending.Packed)] public void Pack([In, Out] byte[] text) { }
                [Step(Sending.Sealed)] public void Seal() { }
                [DllImport("port")] [Commit(typeof(Sending))] public static extern void Send([Subject] Port port);
            }
            """);

        Assert.Empty(rules.Compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));
        Assert.Empty(rules.Problems);
        Assert.Equal([true, false], Assert.Single(rules.Set.Protocols).Steps.Select(static step => step.Optional));
    }
}
