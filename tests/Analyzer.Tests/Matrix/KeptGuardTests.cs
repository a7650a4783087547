using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>A guard that an object keeps in a field from one call to another.</summary>
public sealed class KeptGuardTests
{
    [Theory]
    [InlineData("private Hold? _held; internal void Open(Door door) => _held = door.Take();", "var keeper = new Keeper(); keeper.Open(door);")]
    [InlineData("private Hold? _held; public Keeper(Door door) { _held = door.Take(); Env.Work(); }", "var keeper = new Keeper(door);")]
    public Task Whoever_has_it_disposes_of_it(string open, string make) => Check.Program(Prelude.Usings + $$"""
        public sealed class Hold : IDisposable
        {
            private readonly Door _door;

            public Hold(Door door) => _door = door;

            public void Dispose() => _door.Unlock();
        }

        public static class Doors
        {
            [Step(DoorLock.Held)] [return: Guard]
            public static Hold Take([Subject] this Door door)
            {
                door.Lock();
                return new Hold(door);
            }
        }

        public sealed class Keeper
        {
            {{open}}

            internal void Close() { _held?.Dispose(); _held = null; }
        }

        public sealed class Client
        {
            public void Right(Door door)
            {
                {{make}}
                door.Use();
                keeper.Close();
                door.Wait();
            }

            public void Wrong(Door door)
            {
                {{make}}
                keeper.Close();
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);
}
