using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A delegate that captures nothing, handed to another assembly, writes what its own code writes and nothing else.</summary>
public sealed class StaticDelegateTests
{
    private const string Library = """
        public static class Elsewhere { public static void Call([InstantHandle] Action work) => work(); }
        """;

    [Theory]
    [InlineData("static () => Env.Work()")]
    [InlineData("Env.Work")]
    public Task It_leaves_elements_and_members_as_they_are(string work) => Check.Library(Library, $$"""
        public class Code
        {
            public Door Own { get; set; } = new();
            private static Door[] s_other = [];

            public void Elements(Door[] doors)
            {
                for (int i = 0; i < doors.Length; i++)
                {
                    doors[i].Lock();
                    Elsewhere.Call({{work}});
                    doors[i].Use();
                    doors[i].Unlock();
                }
            }

            public void Members()
            {
                Own.Lock();
                Elsewhere.Call({{work}});
                Own.Use();
                Own.Unlock();
            }

            public void Writes() { s_other[0] = new Door(); Action later = () => s_other[1] = new Door(); later(); }
        }
        """);

    [Fact]
    public Task What_it_writes_is_forgotten() => Check.Library(Library, """
        public class Code
        {
            private static readonly Door[] s_doors = [new Door(), new Door()];

            public void Run(int i)
            {
                s_doors[i].Lock();
                Elsewhere.Call(static () => s_doors[0] = new Door());
                s_doors[i].Use(); // EPO1001
            }
        }
        """);
}
