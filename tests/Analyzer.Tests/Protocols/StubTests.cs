using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Protocols.Stubs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Tests.Protocols;

public sealed class StubTests
{
    private const string Protocol = "using EntryPath; [EntryProtocol(Ordered = false)] public enum Held { It, Read }\n";

    private const string MonitorStub = """
        using EntryPath;
        namespace System.Threading
        {
            public static class Monitor
            {
                [Step(Held.It)] public static extern void Enter([Subject] object obj);
                [Step(Held.It, When = true, Out = "lockTaken")] public static extern void Enter([Subject] object obj, ref bool lockTaken);
                [Step(Held.It, When = true)] public static bool TryEnter([Subject] object obj, TimeSpan timeout);
                [Undo(Held.It)] public static extern void Exit([Subject] object obj);
                [Tells(Held.It)] public static extern bool IsEntered([Subject] object obj);
            }
        }
        """;

    [Fact]
    public void A_stub_gives_rules_to_members_of_the_framework()
    {
        Rules rules = WithStub("", MonitorStub);

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:System.Threading.Monitor.Enter(System.Object)"));
        MemberRules enter = rules.For("M:System.Threading.Monitor.Enter(System.Object,System.Boolean@)")!;
        Assert.Equal((true, 1), (enter.Events.Single().When, enter.Events.Single().WhenParameter));
        Assert.Equal(new SubjectSource(SubjectKind.Parameter, 0), enter.Subject);
        Assert.Null(rules.For("M:System.Threading.Monitor.Pulse(System.Object)"));
        Assert.True(rules.Step("Held.It").IsBracket);
        Assert.Contains("TryEnter", rules.Set.MemberNames);
    }

    [Fact]
    public void A_stub_says_which_delegates_run_before_a_member_returns()
    {
        Rules rules = WithStub("", "using EntryPath; namespace System.Threading { public class ThreadPool { public static extern bool QueueUserWorkItem([InstantHandle] WaitCallback callBack, object? state); } }");

        Assert.Empty(rules.Problems);
        Assert.Equal(0, Assert.Single(rules.For("M:System.Threading.ThreadPool.QueueUserWorkItem(System.Threading.WaitCallback,System.Object)")!.InstantDelegates));
        Assert.Null(rules.For("M:System.Threading.ThreadPool.QueueUserWorkItem(System.Threading.WaitCallback)"));
    }

    [Fact]
    public void Every_kind_of_member_can_be_redeclared()
    {
        const string Library = """
            namespace Lib
            {
                public class G<T>
                {
                    public G(T t) {}
                    public void M<U>(ref T a, in U b, out int c, T[] d, System.Collections.Generic.List<T> e) { c = 0; }
                    public T this[int i] => default!;
                    public int Property { get; set; }
                    public T Field = default!;
                    public event System.Action? Event;
                    public static G<T> operator +(G<T> a, G<T> b) => a;
                    public static implicit operator int(G<T> g) => 0;
                    public class Nested { public unsafe void Pointer(int* p, int?[] n, (int A, string B) t, dynamic d, nint i) {} }
                    void Raise() => Event?.Invoke();
                }
                public interface I<T> { void Do(T t); }
                public sealed class E : I<int> { void I<int>.Do(int i) {} }
                public static class X { public static void Ext(this string s) {} }
                public delegate void D(int i);
                public struct S { public void M() {} }
            }
            """;
        Rules rules = WithStub(Library, """
            using EntryPath;
            namespace Lib
            {
                public class G<T>
                {
                    [Step(Held.It)] public extern G(T t);
                    [Step(Held.It)] public extern void M<U>(ref T a, in U b, out int c, T[] d, System.Collections.Generic.List<T> e);
                    [Requires(Held.It)] public extern T this[int i] { get; }
                    [Requires(Held.It)] public extern int Property { get; set; }
                    [Undo(Held.It)] public T Field;
                    [Requires(Held.It)] public extern event System.Action? Event;
                    [Requires(Held.Read)] public static extern G<T> operator +([Subject] G<T> a, G<T> b);
                    [Requires(Held.Read)] public static extern implicit operator int([Subject] G<T> g);
                    public class Nested { [Step(Held.Read)] public extern unsafe void Pointer(int* p, int?[] n, (int A, string B) t, dynamic d, nint i); }
                }
                public interface I<T> { [Requires(Held.Read)] void Do(T t); }
                public sealed class E : I<int> { [Requires(Held.It)] extern void I<int>.Do(int i); }
                public static class X { [Step(Held.Read)] public static extern void Ext(this string s); }
                [Requires(Held.It)] public delegate void D([Subject] int i);
                public struct S { [Step(Held.Read)] public extern void M(); }
            }
            """);

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:Lib.G`1.#ctor(`0)"));
        Assert.Equal("Step Held.It", rules.Events("M:Lib.G`1.M``1(`0@,``0@,System.Int32@,`0[],System.Collections.Generic.List{`0})"));
        Assert.Equal("Requires Held.It", rules.Events("P:Lib.G`1.Item(System.Int32)"));
        Assert.Equal("Requires Held.It", rules.Events("P:Lib.G`1.Property"));
        Assert.Equal("Undo Held.It", rules.Events("F:Lib.G`1.Field"));
        Assert.Equal("Requires Held.It", rules.Events("E:Lib.G`1.Event"));
        INamedTypeSymbol g = (INamedTypeSymbol)rules.Member("T:Lib.G`1");
        Assert.Equal("Requires Held.Read", Rules.Text(rules.Set.For(g.GetMembers("op_Addition").Single())!.Events));
        Assert.Equal("Requires Held.Read", Rules.Text(rules.Set.For(g.GetMembers("op_Implicit").Single())!.Events));
        Assert.Equal("Step Held.Read", Rules.Text(rules.Set.For(g.GetTypeMembers("Nested").Single().GetMembers("Pointer").Single())!.Events));
        ISymbol @explicit = ((INamedTypeSymbol)rules.Member("T:Lib.E")).GetMembers().Single(static m => m.Name.EndsWith(".Do"));
        Assert.Equal("Requires Held.It, Requires Held.Read", Rules.Text(rules.Set.For(@explicit)!.Events));
        Assert.Equal("Step Held.Read", rules.Events("M:Lib.X.Ext(System.String)"));
        Assert.Equal("Requires Held.It", rules.Events("T:Lib.D"));
        Assert.Equal("Step Held.Read", rules.Events("M:Lib.S.M"));
    }

    [Fact]
    public void Overloads_and_types_inside_types_are_told_apart()
    {
        const string Library = """
            namespace Lib
            {
                using System.Collections.Generic;
                public class O<T>
                {
                    public class I<U> { public void M<V>(Dictionary<T, List<U[]>> d, V v, O<V>.I<T> i) {} public class J { public void N(T t, U u) {} } }
                    public void X(int i) {} public void X(ref int i) {} public void X(int? i) {} public void X(int[][] i) {} public void X(int[,][] i) {}
                    public void X(T t) {} public void X<U>(U u) {} public void X<U, V>(U u) {} public unsafe void X(void** p) {}
                    public unsafe void F(delegate*<int, void> f) {} public unsafe void F(delegate*<long, int> f) {} public unsafe void F(delegate* unmanaged<int, void> f) {}
                    public void Ro(ref readonly int i) {} public ref readonly int Ret() => throw null!;
                    public static O<T> operator checked -(O<T> o) => o; public static O<T> operator -(O<T> o) => o;
                    public static explicit operator int(O<T> o) => 1; public static explicit operator long(O<T> o) => 1;
                }
            }
            """;
        Rules rules = WithStub(Library, """
            using EntryPath;
            using System.Collections.Generic;
            namespace Lib;
            public class O<A>
            {
                public class I<B> { [Step(Held.It)] public extern void M<C>(Dictionary<A, List<B[]>> d, C v, O<C>.I<A> i); public class J { [Step(Held.It)] public extern void N(A t, B u); } }
                [Step(Held.It)] public extern void X(ref int i); [Step(Held.It)] public extern void X(int[,][] i); [Step(Held.It)] public extern void X<U>(U u);
                [Step(Held.It)] public extern unsafe void X(void** p); [Step(Held.It)] public extern unsafe void F(delegate*<long, int> f);
                [Step(Held.It)] public extern void Ro(in int i); [Step(Held.It)] public extern ref readonly int Ret();
                [Requires(Held.It)] public static extern O<A> operator checked -([Subject] O<A> o); [Requires(Held.It)] public static extern explicit operator long([Subject] O<A> o);
            }
            """);
        INamedTypeSymbol outer = (INamedTypeSymbol)rules.Member("T:Lib.O`1");

        Assert.Empty(rules.Problems);
        Assert.Equal(
            [
                "O<T>.F(delegate*<long, int>)", "O<T>.I<U>.J.N(T, U)", "O<T>.I<U>.M<V>(Dictionary<T, List<U[]>>, V, O<V>.I<T>)", "O<T>.Ret()", "O<T>.Ro(ref readonly int)",
                "O<T>.X(int[*,*][])", "O<T>.X(ref int)", "O<T>.X(void**)", "O<T>.X<U>(U)", "O<T>.explicit operator long(O<T>)", "O<T>.operator checked -(O<T>)",
            ],
            outer.GetMembers().Concat(outer.GetTypeMembers().SelectMany(static i => i.GetMembers().Concat(i.GetTypeMembers().SelectMany(static j => j.GetMembers()))))
                .Where(member => rules.Set.For(member) is not null)
                .Select(static member => member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void An_indexer_is_matched_whatever_name_it_has_in_metadata()
    {
        Rules rules = WithStub("", "using EntryPath; namespace System { public class String { [Requires(Held.It)] public extern char this[int i] { get; } } }");

        Assert.Empty(rules.Problems);
        Assert.Equal("Requires Held.It", Rules.Text(rules.Set.For(((INamedTypeSymbol)rules.Member("T:System.String")).GetMembers("this[]").Single())!.Events));
        Assert.Contains("this[]", rules.Set.MemberNames);
    }

    [LanguageTheory(14)]
    [InlineData("public static class E { extension(S s) { [Step(Held.It, Value = 1)] public void Do(int i); } }")]
    [InlineData("public static class E { [Step(Held.It, Value = 1)] public static void Do(this S s, int i); }")]
    public void A_member_of_an_extension_block_is_matched_in_both_its_forms(string stub)
    {
        Rules rules = WithStub("public class S {} public static class E { extension(S s) { public void Do(int i) {} } }", "using EntryPath;\n" + stub);
        INamedTypeSymbol type = (INamedTypeSymbol)rules.Member("T:E");
        MemberRules asMember = rules.Set.For(type.GetTypeMembers().Single().GetMembers("Do").Single())!;
        MemberRules asStatic = rules.Set.For(type.GetMembers("Do").Single())!;

        Assert.Empty(rules.Problems);
        Assert.Equal((SubjectSource.Receiver, 0), (asMember.Subject, asMember.Events.Single().Value!.Parameter));
        Assert.Equal((new SubjectSource(SubjectKind.Parameter, 0), 1), (asStatic.Subject, asStatic.Events.Single().Value!.Parameter));
    }

    [LanguageFact(14)]
    public void A_property_of_an_extension_block_is_matched_with_the_static_methods_of_its_accessors()
    {
        Rules rules = WithStub(
            "public class S {} public static class E { extension(S s) { public int On { get => 1; set {} } } }",
            "using EntryPath;\npublic static class E { extension(S s) { [Step(Held.It, Value = 1)] public extern int On { get; set; } } }");
        INamedTypeSymbol type = (INamedTypeSymbol)rules.Member("T:E");
        MemberRules asMember = rules.Set.For(type.GetTypeMembers().Single().GetMembers("On").Single())!;
        MemberRules asStatic = rules.Set.For(type.GetMembers("set_On").Single())!;

        Assert.Empty(rules.Problems);
        Assert.Equal((SubjectSource.Receiver, ValueFilter.WrittenValue), (asMember.Subject, asMember.Events.Single().Value!.Parameter));
        Assert.Equal((new SubjectSource(SubjectKind.Parameter, 0), 1), (asStatic.Subject, asStatic.Events.Single().Value!.Parameter));
        Assert.True(rules.Set.For(type.GetMembers("get_On").Single()) is null or { Events.IsEmpty: true });
    }

    [Fact]
    public void A_meta_attribute_of_the_project_is_shorthand_in_a_stub()
    {
        Rules rules = WithStub(
            "[Step(Held.It)] class TakesAttribute : System.Attribute {} public class C { public void M() {} }", "public class C { [Takes] public extern void M(); }");

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:C.M"));
    }

    [Fact]
    public void A_private_member_of_the_project_can_be_redeclared()
    {
        Rules rules = WithStub("public class C { void M(H h) {} class H {} }", "using EntryPath; public class C { class H {} [Step(Held.It)] extern void M(H h); }");

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:C.M(C.H)"));
    }

    [Fact]
    public void Usings_of_the_project_do_not_hold_in_a_stub_and_a_global_one_of_a_stub_holds_in_all()
    {
        CSharpCompilation program = Rules.Compile("Program", Protocol + "namespace N { public class C { public void M(System.Action a) {} } }")
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("global using System; global using EntryPath;"));
        const string Stub = "namespace N; public class C { [Step(Held.It)] public extern void M(Action a); }";

        Assert.All(Rules.Of(program, ("a.entrypath.cs", Stub)).Problems, static problem => Assert.StartsWith("EPO2021", problem));
        Assert.NotEmpty(Rules.Of(program, ("a.entrypath.cs", Stub)).Problems);
        Rules shared = Rules.Of(program, ("a.entrypath.cs", Stub), ("usings.entrypath.cs", "global using System; global using EntryPath;"));
        Assert.Empty(shared.Problems);
        Assert.Equal("Step Held.It", shared.Events("M:N.C.M(System.Action)"));
    }

    [Theory]
    [InlineData("public void M(); public abstract void N(); public C();")]
    [InlineData("public const int K; public event System.Action E { add; remove; } public static C operator +(C a, C b);")]
    [InlineData("public override void Missing(); public ref int Ref { get; } public void Constrained(System.Nullable<C> c); ~C();")]
    public void What_a_declaration_lacks_to_be_a_program_is_no_error(string members) =>
        Assert.Empty(WithStub("class X { [Step(Held.It)] void Of() {} }", "class C { " + members + " }").Problems);

    [Fact]
    public void A_redeclared_enum_has_to_give_its_members_their_real_values()
    {
        const string Source = "public class C { public enum Mode { Out, In } public void M(Mode m) {} [Step(Held.It)] void Of() {} }";

        Assert.Empty(WithStub(Source, "using EntryPath; public class C { public enum Mode { In = 1 } [Step(Held.It, Value = Mode.In)] public extern void M(Mode m); }").Problems);
        Assert.Equal(
            [
                "EPO2022 a.entrypath.cs(1,54): the stub of 'Mode.In' matches no member: its value is 1 and not 0",
                "EPO2022 a.entrypath.cs(1,58): the stub of 'Mode.Ou' matches no member: 'Mode' has no such member; the nearest is 'Out'",
            ],
            WithStub(Source, "using EntryPath; public class C { public enum Mode { In, Ou } [Step(Held.It, Value = Mode.In)] public extern void M(Mode m); }").Problems);
    }

    [Fact]
    public void A_protocol_that_is_declared_twice_is_an_error()
    {
        const string Twice = "using EntryPath; [EntryProtocol(Ordered = false)] public enum Q { X }";

        Assert.Equal(
            ["EPO2004 a.entrypath.cs(1,63): 'Q' cannot be used as a protocol: 'Program' declares a protocol of this name already"],
            Rules.Of(Rules.Compile("Program", Twice), ("a.entrypath.cs", Twice)).Problems);
        Assert.Equal(
            ["EPO2004 b.entrypath.cs(1,63): 'Q' cannot be used as a protocol: 'a.entrypath.cs' declares a protocol of this name already"],
            Rules.Of(Rules.Compile("Program", "class C {}"), ("a.entrypath.cs", Twice), ("b.entrypath.cs", Twice)).Problems);
    }

    [Fact]
    public void A_stub_adds_to_a_member_that_carries_attributes_and_to_another_stub()
    {
        Rules rules = Rules.Of(
            Rules.Compile("Program", Protocol + "public class C { [Requires(Held.It)] public void M() {} }"),
            ("a.entrypath.cs", "using EntryPath; public class C { [Step(Held.Read)] public extern void M(); }"),
            ("b.entrypath.cs", "using EntryPath; public class C { [Undo(Held.It)] public extern void M(); }"));

        Assert.Empty(rules.Problems);
        Assert.Equal("Requires Held.It, Step Held.Read, Undo Held.It", rules.Events("M:C.M"));
    }

    [Fact]
    public void A_protocol_that_one_stub_declares_can_be_named_in_another_and_in_the_other_only_it()
    {
        Rules rules = Rules.Of(
            Rules.Compile("Program", "public class C { public void M() {} public void N() {} }"),
            ("a.entrypath.cs", """
                using EntryPath;
                namespace Stubs { [EntryProtocol(Ordered = false)] enum Own { [Because("so it is")] Step } }
                class C { [Step(Stubs.Own.Step)] public extern void M(); }
                """),
            ("b.entrypath.cs", "using EntryPath; class C { [Undo(Stubs.Own.Step)] public extern void N(); }"));

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Own.Step", rules.Events("M:C.M"));
        Assert.Equal("Undo Own.Step", rules.Events("M:C.N"));
        Assert.Equal("so it is", rules.Step("Own.Step").Because);
        FileLinePositionSpan place = rules.Step("Own.Step").Location!.GetLineSpan();
        Assert.Equal(("a.entrypath.cs", 1), (place.Path, place.StartLinePosition.Line));
    }

    [Fact]
    public void Internal_types_and_members_of_the_project_can_be_named()
    {
        Rules rules = WithStub(
            "internal class Hidden { internal void M(Inner i) {} internal class Inner {} }",
            "using EntryPath; internal class Hidden { [Step(Held.It)] internal extern void M(Hidden.Inner i); internal class Inner {} }");

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:Hidden.M(Hidden.Inner)"));
    }

    [Fact]
    public void Internal_types_of_a_signed_project_can_be_named_in_signatures()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol + "namespace N { internal class A {} internal class B { internal void M(A a) {} } }");
        string key = Path.Combine(System.AppContext.BaseDirectory, "public.snk");
        File.WriteAllBytes(key, [.. typeof(object).Assembly.GetName().GetPublicKey()!]);
        CSharpCompilation signed = compilation.WithOptions(
            compilation.Options.WithPublicSign(true).WithCryptoKeyFile(key).WithStrongNameProvider(new DesktopStrongNameProvider()));
        Rules rules = Rules.Of(signed, ("a.entrypath.cs", "using EntryPath; namespace N { class B { [Step(Held.It)] internal extern void M(A a); } }"));

        Assert.NotEmpty(signed.Assembly.Identity.PublicKey);
        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:N.B.M(N.A)"));
    }

    [Fact]
    public void An_inherited_member_has_the_rules_where_the_receiver_is_of_the_redeclaring_type()
    {
        Rules rules = WithStub("class Own : System.Threading.ReaderWriterLock { }", """
            using EntryPath;
            namespace System.Threading
            {
                public sealed class Mutex
                {
                    [Step(Held.It)] public extern bool WaitOne();
                    [Step(Held.It, When = true)] public extern bool WaitOne(int millisecondsTimeout);
                    [Undo(Held.It)] public extern void ReleaseMutex();
                }
            }
            """);
        ISymbol waitOne = rules.Member("M:System.Threading.WaitHandle.WaitOne(System.Int32)");
        INamedTypeSymbol mutex = (INamedTypeSymbol)rules.Member("T:System.Threading.Mutex");
        INamedTypeSymbol semaphore = (INamedTypeSymbol)rules.Member("T:System.Threading.Semaphore");

        Assert.Empty(rules.Problems);
        Assert.Null(rules.Set.For(waitOne));
        Assert.Null(rules.Set.For(waitOne, semaphore));
        Assert.Null(rules.Set.For(waitOne, waitOne.ContainingType));
        Assert.Equal("Step Held.It", Rules.Text(rules.Set.For(waitOne, mutex)!.Events));
        Assert.True(rules.Set.For(waitOne, mutex)!.Events.Single().When);
        Assert.Contains("WaitOne", rules.Set.MemberNames);
    }

    [Fact]
    public void A_member_inherited_from_a_constructed_base_is_matched_by_its_constructed_signature()
    {
        Rules rules = WithStub("public class Base<T> { public void M(T t, T[] a) {} } public class Derived : Base<int> {}", """
            using EntryPath;
            public class Derived { [Step(Held.It)] public extern void M(int t, int[] a); }
            """);

        Assert.Empty(rules.Problems);
        ISymbol member = rules.Member("M:Base`1.M(`0,`0[])");
        Assert.Equal("Step Held.It", Rules.Text(rules.Set.For(member, (ITypeSymbol)rules.Member("T:Derived"))!.Events));
    }

    [Fact]
    public void A_meta_attribute_that_a_stub_declares_is_shorthand_in_it()
    {
        Rules rules = WithStub("public class C { public void M() {} }", """
            using EntryPath;
            [Step(Held.It)] class TakesAttribute : System.Attribute {}
            public class C { [Takes] public extern void M(); }
            """);

        Assert.Equal("Step Held.It", rules.Events("M:C.M"));
    }

    [Fact]
    public void Preprocessor_symbols_of_the_project_hold_in_a_stub()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol + "public class C { public void M() {} }");
        CSharpParseOptions options = ((CSharpParseOptions)compilation.SyntaxTrees[0].Options).WithPreprocessorSymbols("NEW");
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], compilation.SyntaxTrees[0].WithRootAndOptions(compilation.SyntaxTrees[0].GetRoot(), options));
        Rules rules = Rules.Of(compilation, ("a.entrypath.cs", """
            using EntryPath;
            public class C
            {
            #if NEW
                [Step(Held.It)] public extern void M();
            #else
                [Step(Held.It)] public extern void Gone();
            #endif
            }
            """));

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:C.M"));
    }

    [Theory]
    [InlineData("class C { [Step(Held.It§] void M(); }", "EPO2020", "the stub does not parse: ) expected (CS1026)")]
    [InlineData("class C { [Step(Held.It)] public extern void M(§Missing m); }", "EPO2021", "the stub does not bind: The type or namespace name 'Missing' could not be found (are you missing a using directive or an assembly reference?) (CS0246)")]
    [InlineData("class C { [Step(Held.§Missing)] public extern void M(); }", "EPO2021", "the stub does not bind: 'Held' does not contain a definition for 'Missing' (CS0117)")]
    [InlineData("class C { [§Step] public extern void M(); }", "EPO2021", "the stub does not bind: There is no argument given that corresponds to the required parameter 'step' of 'StepAttribute.StepAttribute(object)' (CS7036)")]
    [InlineData("class C { [§Step(Held.It, Held.Read)] public extern void M(); }", "EPO2021", "the stub does not bind: 'StepAttribute' does not contain a constructor that takes 2 arguments (CS1729)")]
    [InlineData("class C { [§Setp(Held.It)] public extern void M(); }", "EPO2021", "the stub does not bind: The type or namespace name 'Setp' could not be found (are you missing a using directive or an assembly reference?) (CS0246)")]
    [InlineData("class C { [Step(Held.It)] public extern §D(); }", "EPO2021", "the stub does not bind: Method must have a return type (CS1520)")]
    [InlineData("class C { [Step(Held.It, When = true)] public extern bool §M(); }", "EPO2022", "the stub of 'C.M()' matches no member: it is declared as 'void C.M()'")]
    [InlineData("class C { [Step(Held.It)] public extern void §S(); }", "EPO2022", "the stub of 'C.S()' matches no member: it is declared as 'static void C.S()'")]
    [InlineData("class C { [Step(Held.It)] public extern int §P { get; set; } }", "EPO2022", "the stub of 'C.P' matches no member: it is declared as 'int C.P { get; }'")]
    [InlineData("class C { [Step(Held.It)] public extern void §R(out int i); }", "EPO2022", "the stub of 'C.R(out int)' matches no member: it is declared as 'void C.R(ref int i)'")]
    [InlineData("class C { public void M() { [Step(Held.It)] void §L() {} } }", "EPO2022", "the stub of 'L' matches no member: it stands in a body, and a stub's bodies are not read")]
    [InlineData("class C { [§field: Step(Held.It)] public extern event System.Action E; }", "EPO2021", "the stub does not bind: 'field' is not a valid attribute location for this declaration. Valid attribute locations for this declaration are 'method, event'. All attributes in this block will be ignored. (CS0657)")]
    [InlineData("class C { [field: §Step(Held.It)] public event System.Action E; }", "EPO2007", "'Step' has no meaning on 'E': the field behind the member is never named in code; leave 'field:' out")]
    [InlineData("class C { [§Step(null)] public extern void M(); }", "EPO2001", "'Step' names no step: it needs a member of an enum with [EntryProtocol]")]
    [InlineData("class C { [§Step(Held.It, Value = 1, Parameter = \"x\")] public extern void M(); }", "EPO2002", "'Parameter = \"x\"' on 'M' names no parameter of it")]
    [InlineData("class C { [Step(Held.It)] public extern void §Mm(); }", "EPO2022", "the stub of 'C.Mm()' matches no member: 'C' has no such member; the nearest is 'M'")]
    [InlineData("class C { [Step(Held.It)] public extern void §M(int i); }", "EPO2022", "the stub of 'C.M(int)' matches no member: 'C' has 'C.M()'")]
    [InlineData("class Cc { [Step(Held.It)] public extern void §M(); }", "EPO2022", "the stub of 'Cc.M()' matches no member: neither the project nor its references have a type 'Cc'; the nearest is 'C'")]
    [InlineData("namespace System.Threading { class Monitr { [Step(Held.It)] public extern void §Enter(object o); } }", "EPO2022", "the stub of 'Monitr.Enter(object)' matches no member: neither the project nor its references have a type 'System.Threading.Monitr'; the nearest is 'Monitor'")]
    [InlineData("class C { [§Step(Held.It)] public static extern void S(); }", "EPO2007", "'Step' has no meaning on 'S': 'Held.It' belongs to an object, and nothing says which; mark a parameter [Subject], or the step [Scope]")]
    [InlineData("class C { [§Step(Held.It, Value = \"x\")] public extern void N(int i); }", "EPO2003", "'x' can never be the value of 'i', which is of type 'int'")]
    [InlineData("class C { [Step(Held.It), §Undo(Held.It)] public extern void M(); }", "EPO2006", "'Step' and 'Undo' on 'M' contradict each other: afterwards it would both be and not be in effect: 'Held.It'")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { §A } class C { [Requires(Q.A)] public extern void M(); }", "EPO2008", "nothing performs 'Q.A', and 'M' requires it")]
    [InlineData("[EntryProtocol(Ordered = false)] enum Q { A } class C { [§Undo(Q.A)] public extern void M(); }", "EPO2009", "'M' undoes 'Q.A', which nothing performs")]
    [InlineData("[EntryProtocol] enum Q { A } class C { [Step(Q.A)] public extern void N(int i); [§Commit(typeof(Q)), Forbids(Q.A)] public extern void M(); }", "EPO2010", "the commit of 'Q' can never be satisfied: 'M' also forbids 'Q.A'")]
    [InlineData("[EntryProtocol] enum §Q { A, [Strict] B } class C { [Step(Q.A)] public extern void M(); [Step(Q.B)] public extern void N(int i); }", "EPO2011", "no member is the commit of 'Q', so nothing ever needs all of its steps")]
    public void A_wrong_stub_is_reported_at_its_own_file_line_and_column(string marked, string id, string message)
    {
        string stub = "using EntryPath;\n" + marked.Replace("§", "");
        Rules rules = Rules.Of(
            Rules.Compile("Program", Protocol + "public class C { public void M() {} public void N(int i) {} public static void S() {} public int P => 1; public void R(ref int i) {} public event System.Action? E; [Step(Held.It)] void Of() {} }"),
            ("a.entrypath.cs", stub));

        Assert.Equal($"{id} a.entrypath.cs(2,{marked.IndexOf('§') + 1}): {message}", string.Join("\n", rules.Problems));
    }

    [Fact]
    public void A_type_that_has_moved_to_another_assembly_is_found_in_its_new_place()
    {
        CSharpCompilation home = Rules.Compile("Home", "namespace Lib { public class Moved { public void M() {} } }");
        CSharpCompilation former = Rules.Compile(
            "Former", "[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(Lib.Moved))]", home.ToMetadataReference());
        CSharpCompilation program = Rules.Compile("Program", Protocol, former.ToMetadataReference(), home.ToMetadataReference());
        Rules rules = Rules.Of(program, ("a.entrypath.cs", "using EntryPath; namespace Lib { class Moved { [Step(Held.It)] public extern void M(); } }"));

        Assert.Empty(rules.Problems);
        Assert.Equal("Step Held.It", rules.Events("M:Lib.Moved.M"));
        Assert.Equal("Home", rules.Member("M:Lib.Moved.M").ContainingAssembly.Name);
    }

    [Fact]
    public void A_contradiction_between_two_stubs_is_reported()
    {
        Rules rules = Rules.Of(
            Rules.Compile("Program", Protocol + "public class C { public void M() {} [Step(Held.It)] void Of() {} }"),
            ("a.entrypath.cs", "using EntryPath; public class C { [Requires(Held.It)] public extern void M(); }"),
            ("b.entrypath.cs", "using EntryPath; public class C { [Forbids(Held.It)] public extern void M(); }"));

        Assert.Equal(
            ["EPO2006 b.entrypath.cs(1,36): 'Requires' and 'Forbids' on 'M' contradict each other: no state allows a call, for the step 'Held.It'"],
            rules.Problems);
    }

    [Fact]
    public void A_pack_may_speak_of_what_the_project_does_not_have()
    {
        const string Pack = """
            using EntryPath;
            [EntryProtocol] public enum Q { A }
            namespace Missing { public class T { [Step(Q.A)] public extern void M(Unknown u); [Step(Q.A)] public extern void N(); } }
            namespace System.Threading
            {
                public static class Monitor { [Step(Q.A)] public static extern void Enter([Subject] object o); [Undo(Q.A)] public static extern void Leave([Subject] object o); }
            }
            """;
        AdditionalText file = Rules.Additional("P.entrypath.cs", Pack);
        Rules rules = Rules.Of(Rules.Compile("Program", "class C {}"), new AnalyzerOptions([file], new Metadata("EntryPathPack", "P")));

        Assert.DoesNotContain(rules.Problems, static problem => problem.StartsWith("EPO202"));
        Assert.Equal("Step Q.A", rules.Events("M:System.Threading.Monitor.Enter(System.Object)"));
    }

    [Fact]
    public void A_body_that_changes_does_not_bind_stubs_again()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol + "public class C { public int M() { return 1; } }");
        AdditionalText stub = Rules.Additional("a.entrypath.cs", "using EntryPath; public class C { [Step(Held.It)] public extern int M(); }");
        StubBinding before = Bind(compilation, stub);

        Assert.Same(before, Bind(compilation, stub));
        Assert.Same(before, Bind(Edited(compilation, "return 1;", "return 2 + 3;"), stub));
        Assert.Same(before, Bind(Edited(compilation, "{ return 1; }", "{ return M(); }"), stub));
        Assert.NotSame(before, Bind(Edited(compilation, "public int M()", "public int M(int i)"), stub));
        Assert.NotSame(before, Bind(Edited(compilation, "Held { It, Read }", "Held { Read, It }"), stub));
        Assert.NotSame(before, Bind(Edited(compilation, "Held { It, Read }", "Held { It = 4, Read }"), stub));
    }

    [Fact]
    public void A_stub_of_the_framework_with_a_protocol_of_its_own_is_not_bound_again_for_any_edit_of_the_project()
    {
        CSharpCompilation compilation = Rules.Compile("Program", "public class C { }");
        AdditionalText stub = Rules.Additional("a.entrypath.cs", """
            using EntryPath;
            [EntryProtocol(Ordered = false)] enum Held { It }
            namespace System.Threading { public static class Monitor { [Step(Held.It)] public static extern void Enter([Subject] object o); } }
            """);
        StubBinding before = Bind(compilation, stub);

        Assert.Same(before, Bind(Edited(compilation, "class C { }", "class D { public int Other; }"), stub));
        Assert.NotSame(before, Bind(compilation.RemoveReferences(compilation.References.First(static r => r.Display!.Contains("System.Xml"))), stub));
    }

    [Fact]
    public void A_body_that_changes_in_a_long_run_of_edits_is_compared_with_the_edit_before()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol + "public class C { public int M() { return 1; } }");
        AdditionalText stub = Rules.Additional("a.entrypath.cs", "using EntryPath; public class C { [Step(Held.It)] public extern int M(); }");
        StubBinding before = Bind(compilation, stub);
        for (int i = 2; i < 20; i++)
        {
            compilation = Edited(compilation, $"return {i - 1};", $"return {i};");
            Assert.Same(before, Bind(compilation, stub));
        }

        Assert.NotSame(before, Bind(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other {}")), stub));
    }

    [Fact]
    public void An_edit_of_one_stub_is_seen()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol + "public class C { public void M() {} }");

        Assert.Equal("Step Held.It", Rules.Of(compilation, ("a.entrypath.cs", "using EntryPath; class C { [Step(Held.It)] public extern void M(); }")).Events("M:C.M"));
        Assert.Equal("Step Held.Read", Rules.Of(compilation, ("a.entrypath.cs", "using EntryPath; class C { [Step(Held.Read)] public extern void M(); }")).Events("M:C.M"));
    }

    [Fact]
    public void Half_typed_stubs_are_read_without_an_exception()
    {
        CSharpCompilation compilation = Rules.Compile("Program", Protocol);
        string stub = MonitorStub + "class C<T> : I { [Step(Held.It)] extern C(); [Undo(Held.It)] extern T this[int i] { get; } [Requires(Held.It)] public static C<T> operator +(C<T> a); }";
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(stub).GetRoot().DescendantTokens())
        {
            Rules rules = Rules.Of(compilation, ("a.entrypath.cs", stub[..token.Span.End]));
            Assert.All(rules.Problems, static problem => Assert.StartsWith("EPO2", problem));
        }
    }

    private static Rules WithStub(string source, string stub) => Rules.Of(Rules.Compile("Program", Protocol + source), ("a.entrypath.cs", stub));

    private static CSharpCompilation Edited(CSharpCompilation compilation, string from, string to)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string text = tree.GetText().ToString();
        Assert.Contains(from, text);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(text.Replace(from, to))));
    }

    private static StubBinding Bind(Compilation compilation, AdditionalText stub)
    {
        ImmutableArray<StubFile> files = StubFile.In(compilation, new AnalyzerOptions([stub]), CancellationToken.None);
        return new StubBinder(compilation, files, [], CancellationToken.None).Bind(files.Single());
    }

    private sealed class Metadata(string name, string value) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Values(name, null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(name, value);

        private sealed class Values(string name, string? value) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string found)
            {
                found = value ?? "";
                return value is not null && key == "build_metadata.AdditionalFiles." + name;
            }
        }
    }
}
