using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Operators and conversions run code although nothing in the syntax names it.</summary>
public sealed class OperatorTests
{
    private const string Types = Prelude.Usings + """
        public sealed class Latch
        {
            public readonly Door Door = new();
            public static Latch operator +(Latch left, Latch right) { left.Door.Lock(); return left; }
            public static Latch operator -(Latch left, Latch right) { left.Door.Unlock(); return left; }
            public static Latch operator ++(Latch latch) { latch.Door.Lock(); return latch; }
            public static implicit operator int(Latch latch) => latch.Door.Count();
        }

        """;

    [Fact]
    public Task Their_bodies_are_helpers() => Check.Program(Types + """
        public static class Code
        {
            public static int Right(Latch latch)
            {
                _ = latch + latch;
                int count = latch;
                _ = latch - latch;
                return count;
            }

            public static int RightIncrement(Latch latch)
            {
                latch++;
                int count = latch;
                _ = latch - latch;
                return count;
            }

            public static int RightCompound(Latch latch)
            {
                latch += latch;
                int count = latch;
                latch -= latch;
                return count;
            }

            public static int Wrong(Latch latch)
            {
                int count = latch; // EPO1001
                _ = latch + latch;
                _ = latch - latch;
                return count;
            }
        }
        """, Prelude.Text);
}
