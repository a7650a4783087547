using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Members that only compare or compute, and stand in bodies whose names steps have as well: what they tell is known where it is asked.</summary>
public sealed class ComparisonTests
{
    private const string Wrapper = Prelude.Usings + """
        public sealed class Wrapper(Door door)
        {
            public readonly Door Door = door;

            public static bool operator ==(Wrapper one, Wrapper other) => one.Door == other.Door;
            public static bool operator !=(Wrapper one, Wrapper other) => !(one == other);
            public static implicit operator Door(Wrapper wrapper) => wrapper.Door;
            public bool IsFor(Door door) => Door == door;
            public override bool Equals(object? other) => false;
            public override int GetHashCode() => 0;
        }

        """;

    [Fact]
    public Task An_operator_of_the_program_compares_what_its_expression_compares() => Check.Program(Wrapper + """
        public static class Code
        {
            public static void Same(Door door)
            {
                if (new Wrapper(door) != new Wrapper(door))
                    return;

                door.Lock();
                door.Use();
            }

            public static void Perhaps(Door door, Door other)
            {
                door.Lock();
                if (new Wrapper(door) != new Wrapper(other))
                    return; // EPO1005

                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_method_that_only_compares_is_known_where_it_is_asked() => Check.Program(Wrapper + """
        public static class Code
        {
            public static void Run(Door door)
            {
                var wrapper = new Wrapper(door);
                if (wrapper.IsFor(door))
                    door.Lock();

                door.Use();
                if (wrapper.IsFor(door))
                    door.Unlock();
            }

            public static void Other(Door door, Wrapper wrapper)
            {
                if (wrapper.IsFor(door))
                    door.Lock();

                door.Use(); // EPO1001
                if (wrapper.IsFor(door))
                    door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_conversion_of_the_program_gives_the_object_that_it_names() => Check.Program(Wrapper + """
        public static class Code
        {
            public static void Run(Door door)
            {
                var wrapper = new Wrapper(door);
                ((Door)wrapper).Lock();
                door.Use();
                ((Door)wrapper).Unlock();
            }
        }
        """, Prelude.Text);
}
