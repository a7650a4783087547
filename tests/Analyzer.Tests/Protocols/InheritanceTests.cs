using System.Linq;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Protocols;

public sealed class InheritanceTests
{
    private const string Header = """
        using EntryPath;
        [EntryProtocol] public enum P { A, B, C }

        """;

    [Fact]
    public void An_override_takes_over_the_rules_of_what_it_overrides()
    {
        Rules rules = Rules.Of(Header + """
            abstract class Base { [Requires(P.A)] public abstract void M(); [Step(P.B)] public virtual int X { get; set; } }
            class Middle : Base { public override void M() {} public override int X { get; set; } }
            class Last : Middle { [Requires(P.B)] public override void M() {} }
            """);

        Assert.Equal("Requires P.A", rules.Events("M:Middle.M"));
        Assert.Equal("Step P.B", rules.Events("P:Middle.X"));
        Assert.Equal("Requires P.B, Requires P.A", rules.Events("M:Last.M"));
    }

    [Fact]
    public void A_rule_that_is_declared_again_replaces_the_inherited_one()
    {
        Rules rules = Rules.Of(Header + """
            class Base { [Ensures(P.A, When = true), Requires(P.B)] public virtual bool M() => true; }
            class Derived : Base { [Ensures(P.A)] public override bool M() => true; }
            """);

        MemberRules derived = rules.For("M:Derived.M")!;
        Assert.Equal("Ensures P.A, Requires P.B", Rules.Text(derived.Events));
        Assert.Null(derived.Events.First().When);
        Assert.Equal("Ensures P.A, Requires P.B", Rules.Text(rules.Set.InheritedContracts(rules.Member("M:Derived.M"))));
        Assert.True(rules.Set.InheritedContracts(rules.Member("M:Derived.M")).First().When);
        Assert.Empty(rules.Set.InheritedContracts(rules.Member("M:Base.M")));
    }

    [Fact]
    public void Implementations_take_over_the_rules_of_the_interface_member()
    {
        Rules rules = Rules.Of(Header + """
            interface I<T>
            {
                [Requires(P.A)] void Implicit(T t);
                [Requires(P.B)] void Explicit();
                [Requires(P.C)] void Default() {}
                [Step(P.A)] static abstract void Static();
                [Step(P.B)] int Property { get; }
            }
            class C : I<int>
            {
                public void Implicit(int t) {}
                void I<int>.Explicit() {}
                public void Default() {}
                public static void Static() {}
                public int Property => 1;
                public void Implicit(string other) {}
            }
            """);

        Assert.Equal("Requires P.A", rules.Events("M:C.Implicit(System.Int32)"));
        Assert.Null(rules.For("M:C.Implicit(System.String)"));
        ISymbol @explicit = ((INamedTypeSymbol)rules.Member("T:C")).GetMembers().Single(static member => member.Name.EndsWith(".Explicit"));
        Assert.Equal("Requires P.B", Rules.Text(rules.Set.For(@explicit)!.Events));
        Assert.Equal("Requires P.C", rules.Events("M:C.Default"));
        Assert.Equal("Requires P.C", rules.Events("M:I`1.Default"));
        Assert.Equal("Step P.A", rules.Events("M:C.Static"));
    }

    [Fact]
    public void The_subject_and_the_roles_of_parameters_are_inherited_too()
    {
        Rules rules = Rules.Of(Header + """
            interface I { [Step(P.A)] [return: Token] bool Save([Subject] object o); [Undo(P.A)] void Restore([Token] bool b, [Requires(P.B)] System.Action a); }
            class C : I { public bool Save(object o) => true; public void Restore(bool b, System.Action a) {} }
            """);

        MemberRules save = rules.For("M:C.Save(System.Object)")!;
        Assert.Equal(new SubjectSource(SubjectKind.Parameter, 0), save.Subject);
        Assert.True(save.ReturnsToken);
        MemberRules restore = rules.For("M:C.Restore(System.Boolean,System.Action)")!;
        Assert.Equal(0, restore.TokenParameter);
        Assert.Equal("Requires P.B", Rules.Text(restore.DelegateParameters[1]));
    }

    [Fact]
    public void A_hiding_member_inherits_nothing()
    {
        Rules rules = Rules.Of(Header + """
            class Base { [Requires(P.A)] public void M() {} }
            class Derived : Base { public new void M() {} }
            """);

        Assert.Null(rules.For("M:Derived.M"));
    }
}
