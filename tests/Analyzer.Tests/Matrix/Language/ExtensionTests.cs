using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Members of extension blocks, in the form of a member and in that of the static method they are compiled to.</summary>
public sealed class ExtensionTests
{
    private const string Gates = """
        [EntryProtocol(Ordered = false)]
        public enum GateUse { Open }

        public sealed class Gate { }

        public static class Gates
        {
            extension(Gate gate)
            {
                [Step(GateUse.Open, Value = true)]
                [Undo(GateUse.Open, Value = false)]
                public bool IsOpen { get => true; set { } }

                [Requires(GateUse.Open)]
                public int Width => 1;

                public int Height { [Requires(GateUse.Open)] get => 1; }
            }
        }

        """;

    [LanguageFact(14)]
    public Task An_extension_property_performs_and_needs_steps() => Check.Program(Prelude.Usings + Gates + """
        public static class Code
        {
            public static int Right(Gate gate)
            {
                gate.IsOpen = true;
                var size = gate.Width + gate.Height;
                gate.IsOpen = false;
                return size;
            }

            public static int Wrong(Gate gate) => gate.Width; // EPO1001

            public static int WrongGetter(Gate gate) => gate.Height; // EPO1001

            public static int WrongObject(Gate gate, Gate other)
            {
                gate.IsOpen = true;
                var size = other.Width; // EPO1001
                gate.IsOpen = false;
                return size;
            }

            public static void WrongUndo(Gate gate)
            {
                gate.IsOpen = true;
                gate.IsOpen = false;
                gate.IsOpen = false; // EPO1004
            }
        }
        """);

    [LanguageFact(14)]
    public Task An_extension_property_is_looked_into() => Check.Program(Prelude.Usings + Gates + """
        public static class Sizes
        {
            extension(Gate gate)
            {
                public int Twice => gate.Width * 2;
            }
        }

        public static class Code
        {
            public static int Right(Gate gate)
            {
                gate.IsOpen = true;
                var size = gate.Twice;
                gate.IsOpen = false;
                return size;
            }

            public static int Wrong(Gate gate)
            {
                gate.IsOpen = true;
                gate.IsOpen = false;
                return gate.Twice; // EPO1001
            }
        }
        """);

    [LanguageFact(14)]
    public Task The_accessors_of_an_extension_property_have_its_rules_where_they_are_called_as_static_methods() => Check.Program(Prelude.Usings + Gates + """
        public static class Code
        {
            public static int Right(Gate gate)
            {
                Gates.set_IsOpen(gate, true);
                var size = Gates.get_Width(gate) + Gates.get_Height(gate);
                Gates.set_IsOpen(gate, false);
                return size;
            }

            public static int Wrong(Gate gate) => Gates.get_Width(gate); // EPO1001

            public static int WrongGetter(Gate gate) => Gates.get_Height(gate); // EPO1001

            public static int WrongMix(Gate gate)
            {
                Gates.set_IsOpen(gate, true);
                var size = gate.Width;
                gate.IsOpen = false;
                return size + Gates.get_Width(gate); // EPO1001
            }
        }
        """);

    [LanguageFact(14)]
    public Task A_library_that_is_only_referenced_has_the_rules_of_its_extension_properties_in_both_forms() => Check.Library(Gates, """
        public static class Code
        {
            public static int Right(Gate gate)
            {
                gate.IsOpen = true;
                var size = gate.Width + Gates.get_Width(gate) + gate.Height + Gates.get_Height(gate);
                Gates.set_IsOpen(gate, false);
                return size;
            }

            public static int Wrong(Gate gate) => gate.Width; // EPO1001

            public static int WrongStatic(Gate gate) => Gates.get_Width(gate); // EPO1001

            public static int WrongGetter(Gate gate) => Gates.get_Height(gate); // EPO1001
        }
        """);
}
