using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A field keeps its value until something that can run in between may write it.</summary>
public sealed class FieldWriteTests
{
    [Fact]
    public Task A_private_field_keeps_its_value_over_calls_that_cannot_write_it() => Check.Members("""
        private Door _door = new();
        private int _count;

        public void Dispose() => _door = new Door();

        private void Count() => _count++;

        public void Right(System.IO.Stream stream)
        {
            _door.Lock();
            Count();
            Console.WriteLine();
            stream.Dispose();
            _door.Use();
            _door.Unlock();
        }

        public void Wrong()
        {
            _door.Mark();
            Dispose();
            _door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_private_field_is_not_written_by_another_type_that_has_one_of_its_name() => Check.Program(Prelude.Usings + """
        public sealed class Near
        {
            private Door _door = new();
            private static Door s_door = new();
            private Door _other = new();
            private static Door s_other = new();

            public void Right(Action work)
            {
                _door.Lock();
                s_door.Lock();
                work();
                s_door.Use();
                s_door.Unlock();
                _door.Use();
                _door.Unlock();
            }

            public void Wrong(Action work)
            {
                _other.Mark();
                work();
                _other.UseMark(); // EPO1001
            }

            public void WrongToo(Action work)
            {
                s_other.Mark();
                work();
                s_other.UseMark(); // EPO1001
            }

            public Near() => s_other = new Door();

            private sealed class Inner
            {
                private static void Change(Near near) => near._other = new Door();

                public static Action Changing(Near near) => () => Change(near);
            }
        }

        public sealed class Far
        {
            private Door _door = new();
            private static Door s_door = new();

            private void Change()
            {
                _door = new Door();
                s_door = new Door();
            }

            public void Start(Near near) => near.Right(Change);

            public void Make(Near near) => near.WrongToo(() => new Near()); // EPO1001
        }
        """, Prelude.Text);

    [Fact]
    public Task A_field_that_only_this_compilation_sees_is_as_good_as_private() => Check.Program(Prelude.Usings + """
        public sealed class Near
        {
            internal Door Inner = new();

            internal void Replace() => Inner = new Door();

            public void Right()
            {
                Inner.Lock();
                Console.WriteLine();
                Inner.Use();
                Inner.Unlock();
            }

            public void Wrong()
            {
                Inner.Mark();
                Replace();
                Inner.UseMark(); // EPO1001
            }
        }

        public sealed class Open
        {
            public Door Outer = new();

            public override string ToString()
            {
                Outer = new Door();
                return "";
            }

            public void Wrong()
            {
                Outer.Mark();
                Console.WriteLine(this);
                Outer.UseMark(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_helper_did_to_a_fields_object_is_not_done_to_the_next_one() => Check.Members("""
        private static Door s_door = new();
        private Door _door = new();

        private void Begin() => _door.Mark();

        private static void BeginStatic() => s_door.Mark();

        public void Replace() => _door = new Door();

        public static void ReplaceStatic() => s_door = new Door();

        public void Right()
        {
            Begin();
            _door.UseMark();
            BeginStatic();
            s_door.UseMark();
        }

        public void Wrong()
        {
            Begin();
            Replace();
            _door.UseMark(); // EPO1001
        }

        public void WrongStatic()
        {
            BeginStatic();
            ReplaceStatic();
            s_door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Overrides_implementations_and_delegates_write_too() => Check.Members("""
        private interface IHook { void Run(); }

        private class Base
        {
            public virtual void Run() { }
        }

        private sealed class Derived(Code code) : Base
        {
            public override void Run() => code._flag = Env.Flip();
        }

        private sealed class Hook(Code code) : IHook
        {
            public void Run() => code._hooked = Env.Flip();
        }

        private bool _flag;
        private bool _hooked;
        private bool _told;
        private bool _quiet;
        private event Action? Told;

        public Code() => Told += OnTold;

        private void OnTold() => _told = !_told;

        public void Set(bool quiet) => _quiet = quiet;

        private void Right(Base some, IHook hook, Door door)
        {
            if (_quiet)
                door.Mark();
            some.Run();
            hook.Run();
            Told?.Invoke();
            if (_quiet)
                door.UseMark();
        }

        private void Wrong(Base some, Door door)
        {
            if (_flag)
                door.Mark();
            some.Run();
            if (_flag)
                door.UseMark(); // EPO1001
        }

        private void WrongHook(IHook hook, Door door)
        {
            if (_hooked)
                door.Mark();
            hook.Run();
            if (_hooked)
                door.UseMark(); // EPO1001
        }

        public void WrongEvent(Door door)
        {
            if (_told)
                door.Mark();
            Told?.Invoke();
            if (_told)
                door.UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task Helpers_change_elements_that_they_assign() => Check.Members("""
        private static void Shift(Door[] doors) => doors[0] = doors[1];

        private static void Drop(List<Door> doors) => doors.RemoveAt(0);

        private static int Look(Door[] doors) => doors.Length;

        public void Right(Door[] doors)
        {
            doors[0].Mark();
            Look(doors);
            doors[0].UseMark();
        }

        public void Wrong(Door[] doors)
        {
            doors[0].Mark();
            Shift(doors);
            doors[0].UseMark(); // EPO1001
        }

        public void WrongList(List<Door> doors)
        {
            doors[0].Mark();
            Drop(doors);
            doors[0].UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_delegate_that_captures_nothing_leads_another_assembly_to_no_element() => Check.Members("""
        public void Right(List<Door> doors)
        {
            for (int i = 0; i < doors.Count; i++)
            {
                doors[i].Lock();
                Array.ForEach(new[] { 1 }, static number => Env.Work());
                doors[i].Use();
                doors[i].Unlock();
            }
        }

        public void Wrong(List<Door> doors)
        {
            for (int i = 0; i < doors.Count; i++)
            {
                doors[i].Lock();
                Array.ForEach(new[] { 1 }, number => doors.Reverse());
                doors[i].Use(); // EPO1001
                doors[i].Unlock();
            }
        }
        """);
}
