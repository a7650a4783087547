using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>What is put into a tuple or a new record is handed over where that goes, and only there.</summary>
public sealed class HeldInNewValueTests
{
    private const string Pair = "public sealed record Pair(Door One, Door Other);\n";

    [Theory]
    [InlineData("var held = (Door: door, Number: 1); var x = held.Door;")]
    [InlineData("var held = new Pair(door, door) with { One = door }; var x = held.One;")]
    public Task A_value_that_is_dropped_ends_nothing(string made) => Check.Program(Prelude.Usings + Pair + $$"""
        public class Code
        {
            public void Early(Door door)
            {
                {{made}}
                if (!x.TryLock())
                    return;

                if (Env.Flip())
                    return; // EPO1005

                x.Unlock();
            }

            public void Throws(Door door)
            {
                {{made}}
                x.Lock();
                if (Env.Flip())
                    throw new InvalidOperationException(); // EPO1005

                x.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_value_that_is_kept_or_returned_hands_it_over() => Check.Program(Prelude.Usings + Pair + """
        public class Code
        {
            private (Door Door, int Number) _kept;
            private Pair? _pair;

            public (Door Door, int Number)? Returned(Door door)
            {
                var held = (Door: door, Number: 1);
                if (!door.TryLock())
                    return null;

                return held;
            }

            public void Kept(Door door)
            {
                var held = (Door: door, Number: 1);
                if (!door.TryLock())
                    return;

                _kept = held;
            }

            public void Copied(Door door)
            {
                var held = new Pair(door, door) with { One = door };
                if (!door.TryLock())
                    return;

                _pair = held;
            }

            public void Ends() { _kept.Door.Unlock(); _pair?.One.Unlock(); }
        }
        """, Prelude.Text);
}
