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
    [InlineData("[Step(P.A | P.B)] void M() {}", "EPO2001 Step(P.A | P.B): 'Step' names no step: it is computed from members of 'P', and a step is one of them")]
    [InlineData("[Step((P)(~(int)P.A))] void M() {}", "EPO2001 Step((P)(~(int)P.A)): 'Step' names no step: it is computed from members of 'P', and a step is one of them")]
    [InlineData("[Step((object)1)] void M() {}", "EPO2001 Step((object)1): 'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Step(\"A\")] void M() {}", "EPO2001 Step(\"A\"): 'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("[Commit(typeof(int))] void M() {}", "EPO2001 Commit(typeof(int)): 'Commit' names no step: 'int' is not an enum with [EntryProtocol]")]
    [InlineData("[Commit(typeof(P[]))] void M() {}", "EPO2001 Commit(typeof(P[])): 'Commit' names no step: it needs the type of a protocol")]
    [InlineData("[Commit(typeof(P?))] void M() {}", "EPO2001 Commit(typeof(P?)): 'Commit' names no step: 'P?' is not an enum with [EntryProtocol]")]
    [InlineData("Action a = [Step((P)77)] () => {};", "EPO2001 Step((P)77): 'Step' names no step: no member of 'P' has the value 77")]
    [InlineData("void M() { [Step((P)77)] void L() {} }", "EPO2001 Step((P)77): 'Step' names no step: no member of 'P' has the value 77")]
    [InlineData("[Commit(null)] void M() {}", "EPO2001 Commit(null): 'Commit' names no step: it needs the type of a protocol")]
    [InlineData("void M([Requires(Mode.In)] Action a) {}", "EPO2001 Requires(Mode.In): 'Requires' names no step: the enum 'Mode' has no [EntryProtocol]")]
    public void A_step_argument_that_is_no_step_is_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = 1, Parameter = \"x\")] void M(int a) {}", "EPO2002 Step(P.A, Value = 1, Parameter = \"x\"): 'Parameter = \"x\"' on 'M' names no parameter of it")]
    [InlineData("[Step(P.A, Value = 1)] void M(int a, int b) {}", "EPO2002 Step(P.A, Value = 1): 'Value' on 'M' could be about several parameters; name one with Parameter")]
    [InlineData("[Step(P.A, NotValue = 1)] void M() {}", "EPO2002 Step(P.A, NotValue = 1): 'NotValue' on 'M' has no parameter to be compared with")]
    [InlineData("[Step(P.A, When = true, Out = \"x\")] void M(out bool a) => a = true;", "EPO2002 Step(P.A, When = true, Out = \"x\"): 'Out = \"x\"' on 'M' names no parameter of it")]
    [InlineData("[Step(P.A, Value = 1, Parameter = \"modes\")] void M(int mode) {}", "EPO2002 Step(P.A, Value = 1, Parameter = \"modes\"): 'Parameter = \"modes\"' on 'M' names no parameter of it; the nearest is 'mode'")]
    [InlineData("[Step(P.A, Value = 1, Parameter = \"a\")] void M(out int a) => a = 1;", "EPO2002 Step(P.A, Value = 1, Parameter = \"a\"): 'Parameter = \"a\"' on 'M' names an out parameter, which is given no value")]
    [InlineData("[Step(P.A, When = true, Out = \"a\")] void M(in bool a) {}", "EPO2002 Step(P.A, When = true, Out = \"a\"): 'Out = \"a\"' on 'M' names a parameter that is not a ref or out bool")]
    [InlineData("[Step(P.A, When = true, Out = \"a\")] void M(out int a) => a = 1;", "EPO2002 Step(P.A, When = true, Out = \"a\"): 'Out = \"a\"' on 'M' names a parameter that is not a ref or out bool")]
    public void A_filter_that_names_no_usable_parameter_is_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = 1)] void M(Mode m) {}", "EPO2003 Step(P.A, Value = 1): '1' can never be the value of 'm', which is of type 'Mode'")]
    [InlineData("[Step(P.A, Value = P.B)] void M(Mode m) {}", "EPO2003 Step(P.A, Value = P.B): 'P.B' can never be the value of 'm', which is of type 'Mode'")]
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
    [InlineData("[Step(P.A)] void M([Subject] object a, [Subject] object b) {}", "EPO2006 Subject: 'Subject' and 'Subject' on 'M' contradict each other: a member has one subject")]
    [InlineData("[Step(P.A)] [return: Subject] object M([Subject] object a) => a;", "EPO2006 Subject: 'Subject' and 'Subject' on 'M' contradict each other: a member has one subject")]
    [InlineData("[Step(P.A), Undo(P.A, When = false)] bool M() => true;", "EPO2006 Undo(P.A, When = false): 'Step' and 'Undo' on 'M' contradict each other: afterwards it would both be and not be in effect: 'P.A'")]
    [InlineData("[Step(P.A, Value = false), Undo(P.A)] void M(bool b) {}", "EPO2006 Undo(P.A): 'Step' and 'Undo' on 'M' contradict each other: afterwards it would both be and not be in effect: 'P.A'")]
    [InlineData("[Requires(P.A), Forbids(P.A, Access = Access.Read)] int m;", "EPO2006 Forbids(P.A, Access = Access.Read): 'Requires' and 'Forbids' on 'm' contradict each other: no state allows a call, for the step 'P.A'")]
    [InlineData("[Undo(P.A), Forbids(P.A)] void M() {}", "EPO2006 Forbids(P.A): 'Undo' and 'Forbids' on 'M' contradict each other: it undoes what must not be in effect when it is called: 'P.A'")]
    [InlineData("[Undo(P.A), Asserts(P.A)] void M() {}", "EPO2006 Asserts(P.A): 'Undo' and 'Asserts' on 'M' contradict each other: afterwards it would both be and not be in effect: 'P.A'")]
    [InlineData("void M([Requires(P.A), Forbids(P.A)] Action a) {}", "EPO2006 Forbids(P.A): 'Requires' and 'Forbids' on 'M' contradict each other: no state allows a call, for the step 'P.A'")]
    public void Rules_that_contradict_each_other_are_an_error(string member, string problem) => AssertProblem(member, problem);

    [Theory]
    [InlineData("[Step(P.A, Value = true), Undo(P.A, Value = false)] void M(bool b) {}")]
    [InlineData("[Step(P.A, Value = Mode.In), Undo(P.A, NotValue = Mode.In)] void M(Mode m) {}")]
    [InlineData("[Ensures(P.A, When = true), EnsuresUndone(P.A, When = false)] bool M() => true;")]
    [InlineData("[Requires(P.A), Undo(P.A)] void M() {}")]
    [InlineData("[Forbids(P.A), Step(P.A)] void M() {}")]
    [InlineData("[Requires(P.A), Forbids(P.B)] void M() {}")]
    [InlineData("[Undo(P.A, IfInEffect = true), Forbids(P.A)] void M() {}")]
    [InlineData("[Step(P.A, Access = Access.Read), Undo(P.A, Access = Access.Write)] int m;")]
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
    [InlineData("[Step(P.A, Value = typeof(int))] void M(Type a) {}", "'Value' has no meaning on 'M': only numbers, characters, strings, truth values, enum members and null are compared")]
    [InlineData("[Step(P.A, Value = new[] { 1 })] void M(int[] a) {}", "'Value' has no meaning on 'M': only numbers, characters, strings, truth values, enum members and null are compared")]
    [InlineData("[Step(P.A, When = true)] T() {}", "'When' has no meaning on 'T.T()': its result is not a bool; name a ref or out bool parameter with Out")]
    [InlineData("[Step(P.A, When = true)] event Action M;", "'When' has no meaning on 'M': its result is not a bool; name a ref or out bool parameter with Out")]
    [InlineData("[Step(P.A, When = true)] bool M { get; set; }", "'When' has no meaning on 'M': a write has no result; say Value for what is written, or Access = Access.Read for what is read")]
    [InlineData("[Requires(P.A, When = true)] bool M() => true;", "'When' has no meaning on 'M': Requires is about the state before it, and there is no result yet")]
    [InlineData("[Forbids(P.A, When = true)] bool M() => true;", "'When' has no meaning on 'M': Forbids is about the state before it, and there is no result yet")]
    [InlineData("[EntryState(P.A, Value = 1)] void M(int a) {}", "'Value' has no meaning on 'M': a handler starts in its state whatever it is given")]
    [InlineData("[Step(P.A, Access = (Access)9)] int M { get; set; }", "'Access' has no meaning on 'M': 9 is none of Any, Read and Write")]
    [InlineData("[Step(P.A, Access = Access.Write)] int M { get; }", "'Access' has no meaning on 'M': it means a write and the property has no setter; say Access = Access.Read for a read")]
    [InlineData("[Step(P.A, Access = Access.Read)] int M { set {} }", "'Access' has no meaning on 'M': it means a read and the property has no getter")]
    [InlineData("[Step(P.A, Access = Access.Read, Value = 1)] int M { get; set; }", "'Value' has no meaning on 'M': a read writes no value")]
    [InlineData("[Requires(P.A, Value = 1)] int M => 1;", "'Value' has no meaning on 'M': it is never written")]
    [InlineData("[Step(P.A, Call = \"Ad\")] System.Collections.Generic.List<int> M { get; }", "'Call' has no meaning on 'M': 'System.Collections.Generic.List<int>' has no method 'Ad'; the nearest is 'Add'")]
    [InlineData("[Step(P.A, Call = \"Add\", Access = Access.Read)] System.Collections.Generic.List<int> M { get; }", "'Access' has no meaning on 'M': with Call the event is a call, and neither a read nor a write")]
    [InlineData("[Step(P.A, WhenNull = true)] T() {}", "'WhenNull' has no meaning on 'T.T()': it is not called through ?.")]
    [InlineData("[Step(P.A, WhenNull = true)] static void M([Subject] T a) {}", "'WhenNull' has no meaning on 'M': it is not called through ?.")]
    [InlineData("[Step(P.A, WhereMarked = typeof(string))] void M() {}", "'WhereMarked' has no meaning on 'M': 'string' is no attribute")]
    [InlineData("void M([Requires(P.A, WhereMarked = typeof(ObsoleteAttribute))] Action a) {}", "'WhereMarked' has no meaning on 'a': a contract of a delegate holds wherever the delegate runs")]
    [InlineData("[Step(P.A)] static T() {}", "'Step' has no meaning on 'T.T()': no code calls it; EntryState says in what state it starts")]
    [InlineData("[Undo(P.A)] ~T() {}", "'Undo' has no meaning on 'T.~T()': no code calls it; EntryState says in what state it starts")]
    [InlineData("void M([Requires(P.A, Value = 3)] Action<int> a) {}", "'Value' has no meaning on 'a': a contract of a delegate holds wherever the delegate runs")]
    [InlineData("void M([InstantHandle] int a) {}", "'InstantHandle' has no meaning on 'a': its type is not a delegate, so nothing is called through it")]
    [InlineData("[field: Step(P.A)] int M { get; set; }", "'Step' has no meaning on 'M': the field behind the member is never named in code; leave 'field:' out")]
    [InlineData("[field: Step(P.A)] event Action M;", "'Step' has no meaning on 'M': the field behind the member is never named in code; leave 'field:' out")]
    [InlineData("[Because(\"it is\")] int m;", "'Because' has no meaning on 'm': it describes a step, and only the members of an enum with [EntryProtocol] are steps")]
    [InlineData("enum Q { [Repeat] X }", "'Repeat' has no meaning on 'X': it describes a step, and only the members of an enum with [EntryProtocol] are steps")]
    [InlineData("[ThreadAffine] enum Q { X }", "'ThreadAffine' has no meaning on 'Q': it describes a step, and only the members of an enum with [EntryProtocol] are steps")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [Strict] X }", "'Strict' has no meaning on 'X': the steps of an unordered protocol have no order that it could break")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [Scope((ProtocolScope)9)] X }", "'Scope' has no meaning on 'X': 9 is none of Object, Thread and Program")]
    [InlineData("[EntryProtocol(Ordered = false, Scope = (ProtocolScope)9)] enum Q { X }", "'Scope' has no meaning on 'Q': 9 is none of Object, Thread and Program")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [Because(\" \")] X }", "'Because' has no meaning on 'X': it gives no reason")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [Nestable] X } [Step(Q.X)] void M() {}", "'Nestable' has no meaning on 'X': nothing undoes the step, so there is nothing to nest")]
    [InlineData("[EntryProtocol] public enum Q { [Optional] X, [Optional] Y } [Commit(typeof(Q))] void M() {}", "'Commit' has no meaning on 'M': every step of 'Q' is [Optional], so it needs none")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [Scope(ProtocolScope.Thread)] X } [Step(Q.X)] void M([Subject] object o) {}", "'Subject' has no meaning on 'M': no step here belongs to an object: 'Q.X' belongs to the thread")]
    [InlineData("[PartOf] T M { set {} }", "'PartOf' has no meaning on 'M': it has no getter")]
    [InlineData("void M([Requires(P.A)] int a) {}", "'Requires' has no meaning on 'a': its type is not a delegate, so nothing is called through it")]
    [InlineData("void M([Subject] object a) {}", "'Subject' has no meaning on 'M': no step, undo or contract here is about it")]
    [InlineData("[MayThrow] void M() {}", "'MayThrow' has no meaning on 'M': it carries no event; any other member can throw anyway")]
    [InlineData("[Step(P.A)] [return: Token] bool M() => true;", "'Token' has no meaning on 'M': nothing that undoes the step takes a token of it")]
    [InlineData("[Undo(P.A)] void M([Token] bool b) {}", "'Token' has no meaning on 'M': nothing that performs the step returns a token of it")]
    [InlineData("[Step(P.A)] void M([Token] bool b) {}", "'Token' has no meaning on 'M': it undoes nothing that the token could be of")]
    [InlineData("[Undo(P.A)] [return: Token] bool M() => true;", "'Token' has no meaning on 'M': it performs nothing that the token could be of")]
    [InlineData("[Step(P.A)] [return: Guard] string M() => \"\";", "'Guard' has no meaning on 'M': 'string' cannot be disposed")]
    [InlineData("[Requires(P.A)] [return: Guard] IDisposable M() => null!;", "'Guard' has no meaning on 'M': it performs nothing that disposing the guard could end")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [MayStay] X } [Step(Q.X)] void M() {}", "'MayStay' has no meaning on 'X': nothing undoes the step, so that nobody owes it an undo")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { [EndsOnThrow] X } [Step(Q.X)] void M() {}", "'EndsOnThrow' has no meaning on 'X': nothing undoes the step, so that nobody owes it an undo")]
    [InlineData("[EntryProtocol(Ordered = false)] public enum Q { [EndsOnThrow, MayStay] X } [Step(Q.X)] void M() {} [Undo(Q.X)] void N() {}", "'EndsOnThrow' has no meaning on 'X': with [MayStay] nobody owes its undo, whatever the way out")]
    [InlineData("[TakesOver(P.B)] void M() {}", "'TakesOver' has no meaning on 'M': nothing undoes 'P.B', so that nobody owes it an undo")]
    [InlineData("[Step(P.A)] [return: Guard(Flag = \"IsHel\")] Guard M() => null!; class Guard : IDisposable { public bool IsHeld => true; public void Dispose() {} }", "'Guard' has no meaning on 'M': 'T.Guard' has no bool property or field 'IsHel'; the nearest is 'IsHeld'")]
    [InlineData("[Step(P.A)] [return: Guard(MayBeNull = true)] Guard M() => default; struct Guard : IDisposable { public void Dispose() {} }", "'Guard' has no meaning on 'M': a struct is never null; Flag names what tells whether it holds the step")]
    [InlineData("IDisposable M([Guard] int a) => null!;", "'Guard' has no meaning on 'M': its type is not a delegate that the result could run, and it is no out parameter that gives a guard")]
    [InlineData("int M([Guard] Action a) => 1;", "'Guard' has no meaning on 'M': 'int' cannot be disposed, so that it runs nothing then")]
    [InlineData("[Only(typeof(string), \"Lengt\")] void M() {}", "'Only' has no meaning on 'String': it has no member 'Lengt'; the nearest is 'Length'")]
    [InlineData("[Step(P.A, Call = \"Add\", When = true)] System.Collections.Generic.List<int> M { get; }", "'When' has no meaning on 'M': the result of 'Add' is not a bool")]
    [InlineData("[PartOf] static T M => null!;", "'PartOf' has no meaning on 'M': a static member leads from no owner")]
    [InlineData("[PartOf] T() {}", "'PartOf' has no meaning on 'T.T()': it has no argument that could be the owner")]
    [InlineData("[Step(P.A), Step(P.B)] void Of() {} [Requires(P.A)] static void M() {}", "'Requires' has no meaning on 'M': 'P.A' belongs to an object, and nothing says which; mark a parameter [Subject], or the step [Scope]")]
    [InlineData("[Step(P.A)] void Of() {} [Commit(typeof(P))] static void M() {}", "'Commit' has no meaning on 'M': 'P.A' belongs to an object, and nothing says which; mark a parameter [Subject], or the step [Scope]")]
    public void An_attribute_where_it_has_no_meaning_is_an_error(string member, string message) =>
        Assert.Equal(["EPO2007: " + message], Rules.Of(Header + "class T { " + member + " }").Set.Problems.Where(static p => p.Id != "EPO2014").Select(static p => p.Id + ": " + p.GetMessage()));

    [Fact]
    public void An_event_on_a_class_that_is_no_attribute_is_an_error() =>
        Assert.Equal(
            ["EPO2007 Step(P.A): 'Step' has no meaning on 'T': a type has meaning here only if it is an attribute class, as shorthand"],
            Rules.Of(Header + "[Step(P.A)] class T {}").Problems);

    [Theory]
    [InlineData("[Step(P.A)] [return: Guard] System.Threading.Tasks.ValueTask<IAsyncDisposable> M() => default;")]
    [InlineData("ref struct S { public void Dispose() {} } [Step(P.A)] [return: Guard] static S M([Subject] object o) => default;")]
    [InlineData("[Step(P.A, When = true)] System.Threading.Tasks.Task<bool> M() => null!;")]
    [InlineData("[Forbids(P.A, AnySubject = true)] static void M() {} [Step(P.A)] void Of() {}")]
    [InlineData("[Step(P.A)] [return: Token] bool Save() => true; [Undo(P.A)] void Restore([Token] bool b) {}")]
    [InlineData("[Step(P.A, Access = Access.Read)] bool M => true;")]
    [InlineData("[Step(P.A, When = true, Access = Access.Read)] bool M => true;")]
    [InlineData("[Tells(P.A, When = false)] bool M() => true; [Tells(P.A, When = true, Out = \"held\")] void N(out bool held) => held = true;")]
    [InlineData("[Step(P.A, Call = \"Invoke\")] Action M; [Step(P.A, Call = \"Dispose\")] System.IO.Stream S; [Step(P.A, Call = \"Anything\")] dynamic D;")]
    [InlineData("[Step(P.A, Value = 1, Parameter = \"i\")] int this[int i] { set {} }")]
    [InlineData("[Step(P.A, WhenNull = true)] void M() {}")]
    [InlineData("[Step(P.A, WhereMarked = typeof(ObsoleteAttribute))] void M() {} [Step(P.A)] void N() {}")]
    [InlineData("[EntryState(P.A)] ~T() {}")]
    [InlineData("void M([InstantHandle] Action a) {} void N([InstantHandle] Func<int>? f) {}")]
    [InlineData("[EntryProtocol] public enum Q { [Strict, Optional] X, [Because(\"so\"), Repeat] Y } [Step(Q.Y)] void N() {} [Commit(typeof(Q))] void M() {}")]
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
    public void A_step_that_a_later_bracket_or_a_prohibition_names_and_nothing_performs_is_an_error_at_the_step()
    {
        Assert.Equal(
            ["EPO2008 A: nothing performs 'P.A', and 'P.B' has to come after it"],
            Rules.Of("using EntryPath; [EntryProtocol] enum P { A, B } class T { [Step(P.B)] void On() {} [Undo(P.B)] void Off() {} }").Set.Problems
                .Where(static p => p.Id != "EPO2011").Select(static p => $"{p.Id} {p.Location.SourceTree!.GetText().ToString(p.Location.SourceSpan)}: {p.GetMessage()}"));
        Assert.Equal(
            ["EPO2008 A: nothing performs 'P.A', and 'M' forbids it"],
            Rules.Of("using EntryPath; [EntryProtocol(Ordered = false)] enum P { A } class T { [Forbids(P.A)] void M() {} }").Problems);
    }

    [Fact]
    public void A_step_that_nothing_names_yet_is_left_alone() =>
        Assert.Empty(Rules.Of("using EntryPath; [EntryProtocol(Ordered = false)] enum P { A, B } class T { [Step(P.B)] void On() {} [Requires(P.B)] void Use() {} }").Problems);

    [Theory]
    [InlineData("A, B", "", true)]
    [InlineData("A, [Strict] B", "", false)]
    [InlineData("A, B", "[Commit(typeof(P))] public void Go() {}", false)]
    [InlineData("A, B", "[Requires(P.B)] public void Use() {}", false)]
    [InlineData("A, B", "[Forbids(P.B)] public void Use() {}", false)]
    [InlineData("A, B", "[Undo(P.B)] public void Off() {}", false)]
    [InlineData("A, B", "[Tells(P.B)] public bool Is() => true;", true)]
    public void A_protocol_whose_rules_can_never_report_is_told(string steps, string member, bool isTold) =>
        Assert.Equal(
            isTold ? ["EPO2014 P: no use of 'P' can be wrong: nothing here needs or forbids its steps, and none is [Strict] or has an undo; "
                + "mark what needs them with [Commit] or [Requires]"] : [],
            Rules.Of("using EntryPath; [EntryProtocol] public enum P { " + steps + " } public class T { [Step(P.A)] public void DoA() {} [Step(P.B)] public void DoB() {} " + member + " }").AllProblems);

    [Fact]
    public void A_protocol_that_nothing_here_uses_is_left_to_others() =>
        Assert.Empty(Rules.Of("using EntryPath; [EntryProtocol] public enum P { A, B }").AllProblems);

    [Theory]
    [InlineData("Open", "Close")]
    [InlineData("BeginWrite", "EndWrite")]
    [InlineData("Enter", "Leave")]
    [InlineData("Take", "Release")]
    public void A_step_without_an_undo_is_asked_about_the_member_with_the_opposite_name(string begin, string end)
    {
        string Text(string mark) => "using EntryPath; [EntryProtocol] public enum P { A } public class T { [Step(P.A)] public void " + begin + "() {} " + mark + "public void " + end + "() {} [Commit(typeof(P))] public void Go() {} }";
        Assert.Equal(
            [$"EPO2015 Step(P.A): '{begin}' performs 'P.A', which nothing undoes, although '{end}' looks like the opposite: mark it [Undo(P.A)] if it ends the step"],
            Rules.Of(Text("")).Problems);
        Assert.Empty(Rules.Of(Text("[Undo(P.A)] ")).Problems);
        Assert.Empty(Rules.Of(Text("[Requires(P.A)] ")).Problems);
        Assert.Empty(Rules.Of(Text("").Replace(end + "()", end + "sAll()")).Problems);
    }

    [Fact]
    public void A_word_that_only_begins_a_longer_one_has_no_opposite() =>
        Assert.Empty(Rules.Of("using EntryPath; [EntryProtocol] public enum P { A } public class T { [Step(P.A)] public void Opening() {} public void Closeing() {} [Commit(typeof(P))] public void Go() {} }").Problems);

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

    [Theory]
    [InlineData("[Step(P.A)] public static void On(U u) {}", "A", true)]
    [InlineData("[Step(P.A)] public static void On([Subject] U u) {}", "A", false)]
    [InlineData("[Step(P.A)] public static void On() {}", "A", false)]
    [InlineData("[Step(P.A)] public static void On(string u) {}", "A", false)]
    [InlineData("[Step(P.A)] public static void On(U u) {}", "[Scope(ProtocolScope.Program)] A", false)]
    public void A_static_member_that_takes_the_object_is_asked_whether_it_means_it(string member, string step, bool isAsked) =>
        Assert.Equal(
            isAsked ? ["EPO2013 Step(P.A): 'Step' on 'On' is about the whole program, not about 'u': mark the parameter [Subject], or the step [Scope(ProtocolScope.Program)]"] : [],
            Rules.Of("using EntryPath; [EntryProtocol] public enum P { " + step + ", B } public class U { [Step(P.B)] public void Do() {} [Commit(typeof(P))] public void Go() {} } "
                + "public static class T { " + member + " }").Problems);

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
    public void A_commit_with_a_bracket_that_needs_what_comes_after_it_is_an_error() =>
        Assert.Equal(
            ["EPO2010 Commit(typeof(P)): the commit of 'P' can never be satisfied: 'P.A' has to come before 'P.B', and whatever performs it requires that"],
            Rules.Of(Header + "class T { [Step(P.A), Requires(P.B)] void On() {} [Undo(P.A)] void Off() {} [Step(P.B)] void B() {} [Undo(P.B)] void NoB() {} [Commit(typeof(P))] void Go() {} }").Problems);

    [Fact]
    public void What_depends_on_an_attribute_that_is_wrong_is_not_reported_as_well() =>
        Assert.Equal(
            ["EPO2001 Step((P)77): 'Step' names no step: no member of 'P' has the value 77"],
            Rules.Of(Header + "class T { [Step((P)77)] void M([Subject] object o) {} }").Problems);

    [Theory]
    [InlineData("[EntryPath.Step(P.A)] struct §", "'Step' has no meaning on 'Here': a type has meaning here only if it is an attribute class, as shorthand")]
    [InlineData("[EntryPath.EntryProtocol] class §", "'EntryProtocol' has no meaning on 'Here': only an enum has members that can be steps")]
    [InlineData("class § { [return: EntryPath.Step(P.A)] int M() => 1; }", "'Step' has no meaning on 'M': it is about the member and not about its result; leave 'return:' out")]
    [InlineData("class §<[EntryPath.Step(P.A)] U> {}", "'Step' has no meaning on 'U': nothing calls, reads or writes it")]
    [InlineData("class § { void M([EntryPath.Step(P.A)] System.Action a) {} }", "'Step' has no meaning on 'a': passing a delegate does nothing; only a contract says what holds where it runs")]
    [InlineData("enum § { [EntryPath.Step(P.A)] X }", "'Step' has no meaning on 'X': a member of an enum is neither called nor written")]
    [InlineData("class § { [EntryPath.Subject] void M() {} }", "'Subject' has no meaning on 'M': it is meant for another place: a parameter, or [return: Subject]")]
    [InlineData("class § { [EntryPath.Guard] System.IDisposable M() => null!; }", "'Guard' has no meaning on 'M': it is meant for another place: [return: Guard], a constructor, or a parameter")]
    [InlineData("[assembly: EntryPath.Step(P.A)] class § {}", "'Step' has no meaning on 'assembly': nothing calls, reads or writes it")]
    [InlineData("class § { [EntryPath.Undo] void M() {} }", "'Undo' names no step: its one argument is what it is about")]
    [InlineData("[return: Takes] delegate int §();", "'Takes' has no meaning on 'Here': it is about the member and not about its result; leave 'return:' out")]
    [InlineData("[Takes] interface §", "'Takes' has no meaning on 'Here': a type has meaning here only if it is an attribute class, as shorthand")]
    public void Attributes_that_a_project_declares_itself_and_allows_everywhere_are_errors_where_they_mean_nothing(string declaration, string message)
    {
        string text = declaration.Replace("§", "Here");
        CSharpCompilation compilation = Rules.Compile("Program", text + (text.Contains('{') || text.EndsWith(';') ? "" : " {}")).AddSyntaxTrees(CSharpSyntaxTree.ParseText("""
            namespace EntryPath
            {
                class StepAttribute(object step) : System.Attribute {}
                class UndoAttribute : System.Attribute {}
                class EntryProtocolAttribute : System.Attribute {}
                class SubjectAttribute : System.Attribute {}
                class GuardAttribute : System.Attribute {}
            }
            [EntryPath.EntryProtocol] public enum P { A }
            [EntryPath.Step(P.A)] class TakesAttribute : System.Attribute {}
            """, new CSharpParseOptions(LanguageVersion.Latest)));
        Rules rules = Rules.Of(compilation.RemoveReferences(Rules.Annotations));

        Assert.DoesNotContain(rules.Compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal([message], rules.Set.Problems.Select(static problem => problem.GetMessage()));
    }

    [Fact]
    public void A_protocol_without_a_commit_is_worth_an_information()
    {
        Rules rules = Rules.Of("using EntryPath; [EntryProtocol] enum P { A } class T { [Step(P.A)] void M() {} [Requires(P.A)] void N() {} }");

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
