using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>The disposal of a guard's own type ends the step that the guard stands for.</summary>
public sealed class GuardDisposalTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Reading { Held }

        public class Book
        {
            [Step(Reading.Held)] public void Enter() { }
            [Undo(Reading.Held)] public void Exit() { }

            [Step(Reading.Held)] [return: Guard] public Page One() { Enter(); return new Page(this); }
            [Step(Reading.Held)] [return: Guard] public IDisposable Two() { Enter(); return new Other(this); }
            [Step(Reading.Held)] [return: Guard] public Word Primitive() => new Word();
        }

        public sealed class Word : IDisposable { public void Dispose() { } }

        """;

    [Fact]
    public Task One_that_does_not_is_reported() => Check.Program(Types + """
        public sealed class Page(Book book) : IDisposable
        {
            public Book Book => book;
            public void Dispose() => Console.WriteLine(); // EPO1007
        }

        public sealed class Other(Book book) : IDisposable
        {
            void IDisposable.Dispose() => book.Enter(); // EPO1007
        }
        """);

    [Fact]
    public Task One_that_does_or_runs_what_may_do_is_not() => Check.Program(Types + """
        public sealed class Page(Book book) : IDisposable
        {
            private bool _done;

            public void Dispose()
            {
                if (_done)
                    return;
                _done = true;
                book.Exit();
            }
        }

        public sealed class Other(Book book) : IDisposable
        {
            private readonly Action _end = () => Console.WriteLine(book);
            public void Dispose() => _end();
        }
        """);
}
