using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A call of the base is a call of exactly that method: its body says what it does, where no contract does.</summary>
public sealed class BaseCallTests
{
    private const string Base = """
        public class Room
        {
            protected readonly Door Door = new();
            public virtual void Open() => Door.Lock();
            public virtual void Close() => Door.Unlock();
            public virtual bool IsReady { get { Door.Use(); return true; } }
        }
        """;

    [Fact]
    public Task The_body_of_the_base_counts() => Check.Members($$"""
        {{Base}}
        public class Hall : Room
        {
            public override void Open() => base.Open();

            public void Right()
            {
                base.Open();
                Door.Use();
                _ = base.IsReady;
                base.Close();
            }

            public void Reads() => _ = base.IsReady; // EPO1001

            public void Late()
            {
                base.Open();
                base.Close();
                Door.Use(); // EPO1001
            }

            public void Early(bool stops)
            {
                base.Open();
                if (stops)
                    return; // EPO1005

                base.Close();
            }
        }
        """);

    [Fact]
    public Task So_does_one_that_is_awaited() => Check.Members("""
        public class Room
        {
            protected readonly Door Door = new();
            public virtual async Task OpenAsync() { await Task.Yield(); Door.Lock(); }
            public virtual async Task CloseAsync() { await Task.Yield(); Door.Unlock(); }
        }

        public class Hall : Room
        {
            public async Task Right()
            {
                await base.OpenAsync();
                Door.Use();
                await base.CloseAsync();
            }

            public async Task Wrong()
            {
                await base.OpenAsync();
                await base.CloseAsync();
                Door.Use(); // EPO1001
            }
        }
        """);
}
