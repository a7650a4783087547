using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Forms of declaring a rule, each where code meets it, beside the twin that does not.</summary>
public sealed class DeclaredFormTests
{
    private const string Header = "using System; using EntryPath; [EntryProtocol(Ordered = false)] public enum P { A, B, [Scope(ProtocolScope.Thread)] OfThread }\n";

    [Fact]
    public Task The_subject_can_be_what_an_out_parameter_gives() => Check.Program(Header + """
        public class Handle { [Requires(P.A)] public void Use() {} [Undo(P.A)] public void Close() {} }
        public class T
        {
            [Step(P.A)] public static void Open([Subject] out Handle handle) => handle = new Handle();
            void Right() { Open(out var handle); handle.Use(); handle.Close(); }
            void Wrong(Handle other)
            {
                Open(out var handle);
                other.Use(); // EPO1001
                handle.Close();
            }
        }
        """);

    [Fact]
    public Task A_test_can_tell_by_false_and_through_an_out_parameter() => Check.Program(Header + """
        public class T
        {
            [Step(P.A)] void On() {} [Undo(P.A)] void Off() {} [Requires(P.A)] void Use() {}
            [Tells(P.A, When = false)] bool IsOff() => true;
            [Tells(P.A, When = true, Out = "on")] void Ask(out bool on) => on = true;
            void RightByFalse() { if (!IsOff()) Use(); }
            void RightByOut() { Ask(out var on); if (on) Use(); }
            void WrongByTrue()
            {
                if (IsOff())
                    Use(); // EPO1001
            }
            void WrongByOut()
            {
                Ask(out var on);
                if (!on)
                    Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_promise_for_one_value_is_kept_by_a_body_that_acts_on_that_value_only() => Check.Program(Header + """
        public class T
        {
            [Step(P.A)] void On() {} [Requires(P.A)] void Use() {}
            [Ensures(P.A, Value = 1)] void Kept(int mode) { if (mode == 1) On(); }
            [Ensures(P.A, Value = 1)] void Broken(int mode)
            {
                if (mode == 2) On();
            } // EPO1007
            void Right() { Kept(1); Use(); }
            void Wrong()
            {
                Kept(2);
                Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task Filter_and_subject_can_be_parameters_of_an_indexer() => Check.Program(Header + """
        public class T
        {
            [Step(P.A, Value = 1, Parameter = "i")] int this[int i] { set {} }
            [Step(P.B)] int this[string name, [Subject] T other] { set {} }
            [Requires(P.A)] void UseA() {} [Requires(P.B)] void UseB() {}
            void Right(T other) { this[1] = 5; UseA(); this["", other] = 1; other.UseB(); }
            void WrongIndex()
            {
                this[2] = 1;
                UseA(); // EPO1001
            }
            void WrongObject(T other)
            {
                this["", other] = 1;
                UseB(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task An_indexer_with_a_name_of_its_own_is_found() => Check.Program(Header + """
        public class T
        {
            [System.Runtime.CompilerServices.IndexerName("Cell")] [Requires(P.A)] public int this[int i] { get => i; set {} }
            [Step(P.A)] public void On() {}
        }
        public class U
        {
            void Right(T t) { t.On(); t[1] = 2; }
            void Wrong(T t)
            {
                t[1] = 2; // EPO1001
            }
        }
        """);

    [Fact]
    public Task An_explicit_implementation_has_its_rules_where_the_receiver_is_of_its_type() => Check.Program(Header + """
        public interface I { void Do(); int Size { get; } int this[int i] { get; } }
        public sealed class T : I
        {
            [Step(P.A)] void I.Do() {}
            [Step(P.B, Access = Access.Read)] int I.Size => 1;
            int I.this[int i] => 1;
            [Requires(P.A)] public void UseA() {} [Requires(P.B)] public void UseB() {}
        }
        public class U
        {
            void Right(T t) { ((I)t).Do(); t.UseA(); _ = ((I)t).Size; t.UseB(); }
            void Wrong(T t)
            {
                _ = ((I)t)[1];
                t.UseA(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_constructor_is_found_where_its_type_is_not_named() => Check.Program(Header + """
        public class T { [Requires(P.OfThread)] public T(int i) {} }
        public class Derived : T { public Derived() : base(2) {} }
        public class U
        {
            [Step(P.OfThread)] static void On() {}
            static void Take(T t) {}
            void Right() { On(); Take(new(1)); _ = new Derived(); }
            void WrongTarget()
            {
                Take(new(1)); // EPO1001
            }
            void WrongBase()
            {
                _ = new Derived(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task An_increment_by_an_operator_of_the_type_is_a_use_of_it() => Check.Program(Header + """
        public class T
        {
            [Step(P.A)] public void On() {}
            [Requires(P.A)] public static T operator ++([Subject] T t) => t;
            void Right(T t) { t.On(); t++; }
            void Wrong(T t)
            {
                t++; // EPO1001
            }
        }
        """);
}
