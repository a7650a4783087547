using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Protocols;

public sealed class RuleProblemTests
{
    // Public in a library: whether its steps are performed is not judged.
    private const string Header = """
        using System;
        using EntryPath;
        [EntryProtocol] public enum P { A, B, C }
        public enum Mode { Out, In }

        """;

    [Theory]
    [InlineData("[Step(Mode.In)] void M() {}", "EPO2001 Step(Mode.In): 'Step' names no step: the enum 'Mode' has no [EntryProtocol]")]
    [InlineData("[Step(null)] void M() {}", "EPO2001 Step(null): 'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Undo(1)] void M() {}", "EPO2001 Undo(1): 'Undo' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Step(new[] { P.A })] void M() {}", "EPO2001 Step(new[] { P.A }): 'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Step(typeof(P))] void M() {}", "EPO2001 Step(typeof(P)): 'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Requires((P)77)] void M() {}", "EPO2001 Requires((P)77): 'Requires' names no step: no member of 'P' has the value 77")]
    [InlineData("[Commit(typeof(Mode))] void M() {}", "EPO2001 Commit(typeof(Mode)): 'Commit' names no step: 'Mode' is not an enum with [EntryProtocol]")]
    [InlineData("[Commit(null)] void M() {}", "EPO2001 Commit(null): 'Commit' names no step: it needs the type of a protocol")]
    [InlineData("void M([Requires(Mode.In)] Action a) {}", "EPO2001 Requires(Mode.In): 'Requires' names no step: the enum 'Mode' has no [EntryProtocol]")]
    public void A_step_argument_that_is_no_step_is_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = 1, Parameter = \"x\")] void M(int a) {}", "EPO2002 Step(P.A, Value = 1, Parameter = \"x\"): 'Parameter = \"x\"' on 'M' names no parameter of it")]
    [InlineData("[Step(P.A, Value = 1)] void M(int a, int b) {}", "EPO2002 Step(P.A, Value = 1): 'Value' on 'M' could be about several parameters; name one with Parameter")]
    [InlineData("[Step(P.A, NotValue = 1)] void M() {}", "EPO2002 Step(P.A, NotValue = 1): 'NotValue' on 'M' has no parameter to be compared with")]
    [InlineData("[Step(P.A, When = true, Out = \"x\")] void M(out bool a) => a = true;", "EPO2002 Step(P.A, When = true, Out = \"x\"): 'Out = \"x\"' on 'M' names no parameter of it")]
    [InlineData("[Step(P.A, When = true, Out = \"a\")] void M(out int a) => a = 1;", "EPO2002 Step(P.A, When = true, Out = \"a\"): 'Out = \"a\"' on 'M' names a parameter that is not a ref or out bool")]
    public void A_filter_that_names_no_usable_parameter_is_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = 1)] void M(Mode m) {}", "EPO2003 Step(P.A, Value = 1): '1' can never be the value of 'm', which is of type 'Mode'")]
    [InlineData("[Step(P.A, Value = P.B)] void M(Mode m) {}", "EPO2003 Step(P.A, Value = P.B): '1' can never be the value of 'm', which is of type 'Mode'")]
    [InlineData("[Step(P.A, Value = \"on\")] bool M { get; set; }", "EPO2003 Step(P.A, Value = \"on\"): 'on' can never be the value of 'value', which is of type 'bool'")]
    [InlineData("[Step(P.A, Value = 256)] byte m;", "EPO2003 Step(P.A, Value = 256): '256' can never be the value of 'value', which is of type 'byte'")]
    [InlineData("[Step(P.A, Value = null)] void M(int m) {}", "EPO2003 Step(P.A, Value = null): 'null' can never be the value of 'm', which is of type 'int'")]
    public void A_constant_of_the_wrong_type_is_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[EntryProtocol] enum Q { X, Y = 0 }", "EPO2004 Y: 'Q' cannot be used as a protocol: 'Y' has the value of 'X', and attributes can tell steps apart only by their values")]
    [InlineData("[EntryProtocol] enum Q { }", "EPO2004 Q: 'Q' cannot be used as a protocol: it has no members, and its members are the steps")]
    [InlineData("[Flags, EntryProtocol] public enum Q { X = 1, Y = 2 }", "EPO2004 Q: 'Q' cannot be used as a protocol: a step is one member of it, and [Flags] is for combinations of members")]
    public void An_enum_that_cannot_be_a_protocol_is_an_error(string declaration, string problem) =>
        Assert.Contains(problem, Rules.Of(Header + declaration).Problems);

    [Theory]
    [InlineData("[X, Step(P.A)] class XAttribute : Attribute {} class T { [X] void M() {} }", "EPO2005 XAttribute: 'XAttribute' is shorthand for itself, through 'XAttribute'")]
    [InlineData("[Y] class XAttribute : Attribute {} [X, Step(P.A)] class YAttribute : Attribute {} class T { [X] void M() {} }", "EPO2005 XAttribute: 'XAttribute' is shorthand for itself, through 'YAttribute'")]
    public void A_recursive_meta_attribute_is_an_error(string declaration, string problem) =>
        Assert.Contains(problem, Rules.Of(Header + declaration).Problems);

    [Fact]
    public void A_recursive_meta_attribute_still_says_what_it_says_once()
    {
        Rules rules = Rules.Of(Header + "[X, Step(P.A)] class XAttribute : Attribute {} class T { [X] void M() {} }");

        Assert.Equal("Step P.A", rules.Events("M:T.M"));
    }

    [Fact]
    public void An_attribute_that_carries_itself_and_no_rule_is_none_of_ours() =>
        Assert.Empty(Rules.Of(Header + "[X] class XAttribute : Attribute {} class T { [X] void M() {} }").Problems);

    [Fact]
    public void What_a_meta_attribute_names_is_judged_once_where_it_is_declared() =>
        Assert.Equal(
            ["EPO2001 Step(Mode.In): 'Step' names no step: the enum 'Mode' has no [EntryProtocol]"],
            Rules.Of(Header + "[Step(Mode.In)] class XAttribute : Attribute {} class T { [X] void M() {} [X] void N() {} }").Problems);

    [Fact]
    public void The_filter_of_a_meta_attribute_is_judged_where_it_is_used() =>
        Assert.Equal(
            ["EPO2007 X: 'When' has no meaning on 'N': its result is not a bool; name a ref or out bool parameter with Out"],
            Rules.Of(Header + "[Step(P.A, When = true)] class XAttribute : Attribute {} class T { [X] bool M() => true; [X] void N() {} }").Problems);

    [Theory]
    [InlineData("[Step(P.A), Undo(P.A)] void M() {}", "EPO2006 Undo(P.A): 'Step' and 'Undo' on 'M' contradict each other: afterwards it would both be and not be in effect: 'P.A'")]
    [InlineData("[Forbids(P.A), Requires(P.A)] void M() {}", "EPO2006 Requires(P.A): 'Forbids' and 'Requires' on 'M' contradict each other: no state allows a call, for the step 'P.A'")]
    [InlineData("[Ensures(P.A), EnsuresUndone(P.A)] void M() {}", "EPO2006 EnsuresUndone(P.A): 'Ensures' and 'EnsuresUndone' on 'M' contradict each other: it cannot promise both that it is and that it is not in effect: 'P.A'")]
    [InlineData("[Step(P.A)] void M([Subject] object a, [Subject] object b) {}", "EPO2006 Subject: 'Subject' and 'Subject' on 'M' contradict each other: only one parameter can have this role")]
    public void Rules_that_contradict_each_other_are_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = true), Undo(P.A, Value = false)] void M(bool b) {}")]
    [InlineData("[Step(P.A, Value = Mode.In), Undo(P.A, NotValue = Mode.In)] void M(Mode m) {}")]
    [InlineData("[Ensures(P.A, When = true), EnsuresUndone(P.A, When = false)] bool M() => true;")]
    [InlineData("[Requires(P.A), Undo(P.A)] void M() {}")]
    [InlineData("[Forbids(P.A), Step(P.A)] void M() {}")]
    [InlineData("[Requires(P.A), Forbids(P.B)] void M() {}")]
    public void Rules_that_a_filter_keeps_apart_are_fine(string member) => Assert.Empty(Rules.Of(Header + "class T { " + member + " }").Problems);

    [Theory]
    [InlineData("[Step(P.A, When = true)] int M() => 1;", "'When' has no meaning on 'M': its result is not a bool; name a ref or out bool parameter with Out")]
    [InlineData("[Tells(P.A)] int M() => 1;", "'Tells' has no meaning on 'M': its result is not a bool")]
    [InlineData("[Step(P.A, Access = Access.Read)] void M() {}", "'Access' has no meaning on 'M': only properties and fields are read and written")]
    [InlineData("[Step(P.A, Call = \"Add\")] void M() {}", "'Call' has no meaning on 'M': only through properties and fields are members called")]
    [InlineData("[Step(P.A)] int M => 1;", "'Step' has no meaning on 'M': it means a write and the property has no setter; say Access = Access.Read for a read")]
    [InlineData("[Step(P.A)] const int M = 1;", "'Step' has no meaning on 'M': it means a write, and a constant is never written")]
    [InlineData("[Step(P.A, Parameter = \"a\")] void M(int a) {}", "'Parameter' has no meaning on 'M': it says what Value is compared with, and there is no Value")]
    [InlineData("[Step(P.A, Out = \"a\")] void M(out bool a) => a = true;", "'Out' has no meaning on 'M': it says where When looks, and there is no When")]
    [InlineData("[Step(P.A, Value = 1, NotValue = 2)] void M(int a) {}", "'NotValue' has no meaning on 'M': there is a Value already")]
    [InlineData("void M([Requires(P.A)] int a) {}", "'Requires' has no meaning on 'a': its type is not a delegate, so nothing is called through it")]
    [InlineData("void M([Subject] object a) {}", "'Subject' has no meaning on 'M': no step, undo or contract here is about it")]
    [InlineData("[MayThrow] void M() {}", "'MayThrow' has no meaning on 'M': it carries no event; any other member can throw anyway")]
    [InlineData("[Step(P.A)] [return: Token] bool M() => true;", "'Token' has no meaning on 'M': nothing that undoes the step takes a token of it")]
    [InlineData("[Undo(P.A)] void M([Token] bool b) {}", "'Token' has no meaning on 'M': nothing that performs the step returns a token of it")]
    [InlineData("[Step(P.A)] void M([Token] bool b) {}", "'Token' has no meaning on 'M': it undoes nothing that the token could be of")]
    [InlineData("[Undo(P.A)] [return: Token] bool M() => true;", "'Token' has no meaning on 'M': it performs nothing that the token could be of")]
    [InlineData("[Step(P.A)] [return: Guard] string M() => \"\";", "'Guard' has no meaning on 'M': 'string' cannot be disposed")]
    [InlineData("[Requires(P.A)] [return: Guard] IDisposable M() => null!;", "'Guard' has no meaning on 'M': it performs nothing that disposing the guard could end")]
    [InlineData("[PartOf] static T M => null!;", "'PartOf' has no meaning on 'M': a static member leads from no owner")]
    [InlineData("[Step(P.A), Step(P.B)] void Of() {} [Requires(P.A)] static void M() {}", "'Requires' has no meaning on 'M': 'P.A' belongs to an object, and nothing here says to which; mark a parameter with [Subject], or give the step a [Scope]")]
    [InlineData("[Step(P.A)] void Of() {} [Commit(typeof(P))] static void M() {}", "'Commit' has no meaning on 'M': 'P.A' belongs to an object, and nothing here says to which; mark a parameter with [Subject], or give the step a [Scope]")]
    public void An_attribute_where_it_has_no_meaning_is_an_error(string member, string message) =>
        Assert.Equal(["EPO2007: " + message], Rules.Of(Header + "class T { " + member + " }").Set.Problems.Select(static p => p.Id + ": " + p.GetMessage()));

    [Fact]
    public void An_event_on_a_class_that_is_no_attribute_is_an_error() =>
        Assert.Equal(
            ["EPO2007 Step(P.A): 'Step' has no meaning on 'T': a class has meaning here only if it is an attribute class, as shorthand"],
            Rules.Of(Header + "[Step(P.A)] class T {}").Problems);

    [Theory]
    [InlineData("[Step(P.A)] [return: Guard] System.Threading.Tasks.ValueTask<IAsyncDisposable> M() => default;")]
    [InlineData("ref struct S { public void Dispose() {} } [Step(P.A)] [return: Guard] static S M([Subject] object o) => default;")]
    [InlineData("[Step(P.A, When = true)] System.Threading.Tasks.Task<bool> M() => null!;")]
    [InlineData("[Forbids(P.A, AnySubject = true)] static void M() {} [Step(P.A)] void Of() {}")]
    [InlineData("[Step(P.A)] [return: Token] bool Save() => true; [Undo(P.A)] void Restore([Token] bool b) {}")]
    [InlineData("[Step(P.A, Access = Access.Read)] bool M => true;")]
    public void An_unusual_place_where_the_attribute_has_a_meaning_is_fine(string member) =>
        Assert.Empty(Rules.Of(Header + "class T { " + member + " }").Problems);

    [Fact]
    public void A_step_that_the_commit_needs_and_nothing_performs_is_an_error_at_the_step() =>
        Assert.Equal(
            ["EPO2008 B: nothing performs 'P.B', and the commit of 'P' needs it"],
            Rules.Of("using EntryPath; [EntryProtocol] enum P { A, B, [Optional] C } class T { [Step(P.A)] void M() {} [Commit(typeof(P))] void Go() {} }").Problems);

    [Fact]
    public void A_step_that_a_member_requires_and_nothing_performs_is_an_error_at_the_step() =>
        Assert.Equal(
            ["EPO2008 A: nothing performs 'P.A', and 'M' requires it"],
            Rules.Of("using EntryPath; [EntryProtocol(Ordered = false)] enum P { A } class T { [Requires(P.A)] void M() {} }").Problems);

    [Fact]
    public void A_public_protocol_of_a_library_may_be_performed_by_others() =>
        Assert.Empty(Rules.Of("using EntryPath; [EntryProtocol] public enum P { A, B } public class T { [Undo(P.A)] public void M() {} [Commit(typeof(P))] public void Go() {} }").Problems);

    [Fact]
    public void An_internal_protocol_that_friends_can_see_may_be_performed_by_them() =>
        Assert.Empty(Rules.Of("""
            using EntryPath;
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Friend")]
            [EntryProtocol] enum P { A } class T { [Undo(P.A)] public void M() {} [Commit(typeof(P))] public void Go() {} }
            """).Problems);

    [Fact]
    public void Nobody_else_performs_the_steps_of_a_program() =>
        Assert.Equal(
            ["EPO2008 A: nothing performs 'P.A', and the commit of 'P' needs it"],
            Rules.Of(Rules.Compile("Program", "using EntryPath; [EntryProtocol] public enum P { A } public class T { [Commit(typeof(P))] public void Go() {} }")
                .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication))).Problems);

    [Fact]
    public void An_undo_of_a_step_that_nothing_performs_is_an_error_at_the_undo() =>
        Assert.Equal(
            ["EPO2009 Undo(P.A): 'M' undoes 'P.A', which nothing performs"],
            Rules.Of("using EntryPath; [EntryProtocol(Ordered = false)] enum P { A } class T { [Undo(P.A)] void M() {} }").Problems);

    [Fact]
    public void A_commit_that_forbids_a_step_it_needs_is_an_error() =>
        Assert.Equal(
            ["EPO2010 Commit(typeof(P)): the commit of 'P' can never be satisfied: 'Go' also forbids 'P.B'"],
            Rules.Of(Header + "class T { [Commit(typeof(P)), Forbids(P.B)] void Go() {} }").Problems);

    [Fact]
    public void A_commit_whose_steps_exclude_each_other_is_an_error() =>
        Assert.Equal(
            ["EPO2010 Commit(typeof(P)): the commit of 'P' can never be satisfied: 'P.B' has to come after 'P.A', and whatever performs it forbids that"],
            Rules.Of(Header + "class T { [Step(P.A)] void On() {} [Undo(P.A)] void Off() {} [Step(P.B), Forbids(P.A)] void B() {} [Commit(typeof(P))] void Go() {} }").Problems);

    [Fact]
    public void A_protocol_without_a_commit_is_worth_an_information()
    {
        Rules rules = Rules.Of("using EntryPath; [EntryProtocol] enum P { A } class T { [Step(P.A)] void M() {} }");

        Assert.Equal(["EPO2011 P: no member is the commit of 'P', so nothing ever needs all of its steps"], rules.Problems);
        Assert.Equal(DiagnosticSeverity.Info, rules.Set.Problems.Single().Severity);
        Assert.Empty(Rules.Of("using EntryPath; [EntryProtocol(Ordered = false)] enum P { A } class T { [Step(P.A)] void M() {} }").Problems);
    }

    [Theory]
    [InlineData("class T { [Step(Unknown.A)] void M() {} }")]
    [InlineData("class T { [Step()] void M() {} }")]
    [InlineData("class T { [Step] void M() {} }")]
    [InlineData("class T { [Step(P.Missing)] void M() {} }")]
    [InlineData("class T { [Commit(typeof(Missing))] void M() {} }")]
    [InlineData("class T { [Step(P.A, Value = missing)] void M(int a) {} }")]
    [InlineData("class T { [Step(P.A, Wrong = 1)] void M(int a) {} }")]
    [InlineData("class T { [Steps(P.A)] void M() {} }")]
    [InlineData("class T { [Step(P.A, Value = 1)] void M(Missing a) {} }")]
    public void Where_the_compiler_reports_an_error_nothing_is_added(string declaration) =>
        Assert.Empty(Rules.Of(Header + declaration).Problems);

    [Fact]
    public void Half_typed_programs_are_read_without_an_exception()
    {
        foreach (string program in Programs)
        {
            SyntaxTree whole = CSharpSyntaxTree.ParseText(program);
            Assert.DoesNotContain(whole.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            CSharpCompilation empty = Rules.Compile("Program", "");
            foreach (SyntaxToken token in whole.GetRoot().DescendantTokens())
            {
                SyntaxTree prefix = CSharpSyntaxTree.ParseText(program[..token.Span.End]);
                CSharpCompilation compilation = empty.ReplaceSyntaxTree(empty.SyntaxTrees[0], prefix);
                if (RuleSet(compilation) is not { } rules)
                    continue;
                foreach (ISymbol member in Members(compilation.Assembly.GlobalNamespace))
                {
                    rules.For(member);
                    rules.InheritedContracts(member);
                }

                Assert.All(rules.Problems, static problem => Assert.StartsWith("EPO2", problem.Id));
            }
        }
    }

    private static IEnumerable<string> Programs =>
    [
        Header + """
        [Step(P.A), Undo(P.B, When = true)] sealed class XAttribute : Attribute {}
        delegate void Handler([EntryState(P.A)] Action a);
        interface I { [Requires(P.A)] bool M([Subject] object o, int i = 3); }
        class T : I
        {
            [Step(P.A, Value = Mode.In), Undo(P.A, NotValue = Mode.In)] public Mode Mode { get; set; }
            [X] public bool M(object o, int i) { [Requires(P.A)] void Local() {} Local(); Action a = [Ensures(P.B)] () => {}; return true; }
            [return: Token] [Step(P.C)] bool Save() => true;
            [Undo(P.C)] void Restore([Token] bool on) {}
            [Step(P.B, When = true, Out = "taken")] static void Enter([Subject] object o, ref bool taken) {}
            [Step(P.B), Guard, MayThrow] T() {}
            [Commit(typeof(P))] event Action Go { [Forbids(P.A)] add {} remove {} }
        }
        """,
        """
        namespace EntryPath { class EntryProtocolAttribute : System.Attribute { public bool Ordered { get; set; } } class StepAttribute(object o) : System.Attribute {} }
        namespace My
        {
            using EntryPath;
            [EntryProtocol(Ordered = false)] enum P : byte { A = 1, B = A + 1 }
            record R<U>([property: Step(P.A)] U X) where U : class { [Step(P.B)] public static R<U> operator +(R<U> a, R<U> b) => a; }
        }
        """,
    ];

    private static IEnumerable<ISymbol> Members(INamespaceOrTypeSymbol container) =>
        container.GetMembers().SelectMany(static member => member is INamespaceOrTypeSymbol inner ? Members(inner).Append(member) : [member]);

    private static Analyzer.Protocols.RuleSet? RuleSet(Compilation compilation) =>
        Analyzer.Protocols.RuleSet.Create(compilation, new AnalyzerOptions([]), CancellationToken.None);

    private static void AssertProblem(string member, string problem) =>
        Assert.Equal([problem], Rules.Of(Header + "class T { " + member + " }").Problems);
}
