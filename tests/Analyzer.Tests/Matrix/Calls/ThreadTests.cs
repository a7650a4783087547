using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A driver asks for many bodies at once; what is said of one needs the paths of another that is being judged too.</summary>
public sealed class ThreadTests
{
    private const int Helpers = 60;

    /// <summary>
    /// Helpers whose need no caller meets: each report names the path in one of the callers, which all have reports of their own and exits to be judged.
    /// </summary>
    private static readonly string s_program = Prelude.Usings + "public static class Code\n{\n"
        + string.Concat(Enumerable.Range(0, Helpers).Select(i => $"private static void Need{i}(Door door) => door.Use();\n"))
        + string.Concat(Enumerable.Range(0, Helpers).Select(i => $$"""
            public static void Caller{{i}}(Door door, Door other)
            {
                if (Env.Flip()) { other.Lock(); if (Env.Flip()) return; other.Unlock(); }
                door.Lock();
                door.Unlock();
                Need{{i}}(door);
                Need{{(i + 1) % Helpers}}(other);
            }

            """))
        + "}\n";

    [Fact]
    public async Task Reports_are_the_same_whichever_body_comes_first()
    {
        var first = await Check.ReportsAsync(s_program, Prelude.Text);
        Assert.Equal(2 * Helpers, first.Length);

        for (var round = 0; round < 4; round++)
            Assert.Equal(first, await Check.ReportsAsync(s_program, Prelude.Text));
    }
}
