using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Loops along links: what one does to each object of a chain, another one finds.</summary>
public sealed class LinkTests
{
    private const string Node = """
        public sealed class Node
        {
            public Node? Next;
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }
        }
        """;

    [Theory]
    [InlineData("for (Node? n = head; n != null; n = n.Next)\n", "")]
    [InlineData("for (var n = head; n is { } node; n = node.Next)\n", "")]
    [InlineData("Node? n = head; while (n is not null)\n{\n", "\nn = n.Next;\n}")]
    public Task A_second_pass_finds_what_the_first_one_did(string pass, string end) => Check.Members($$"""
        {{Node}}
        public void Right(Node? head)
        {
            { {{pass}} n.Lock();{{end}} }
            { {{pass}} n.Use();{{end}} }
            { {{pass}} n.Unlock();{{end}} }
        }

        public void Early(Node? head)
        {
            { {{pass}} n.Lock();{{end}} }
            if (Env.Flip())
                return; // EPO1005

            { {{pass}} n.Unlock();{{end}} }
        }

        public void Late(Node? head)
        {
            { {{pass}} n.Lock();{{end}} }
            { {{pass}} n.Unlock();{{end}} }
            { {{pass}}
                n.Use(); // EPO1001
            {{end}} }
        }
        """);

    [Fact]
    public Task A_helper_goes_along_the_same_chain() => Check.Members($$"""
        {{Node}}
        private static void LockAll(Node? head)
        {
            for (var n = head; n != null; n = n.Next)
                n.Lock();
        }

        private static void UnlockAll(Node? head)
        {
            for (var n = head; n != null; n = n.Next)
                n.Unlock();
        }

        public void Right(Node? head)
        {
            LockAll(head);
            for (var n = head; n != null; n = n.Next)
                n.Use();

            UnlockAll(head);
        }

        public void Wrong(Node? head)
        {
            LockAll(head);
            UnlockAll(head);
            for (var n = head; n != null; n = n.Next)
                n.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Hand_over_hand_is_right_in_its_order_only() => Check.Members($$"""
        {{Node}}
        public void Right(Node head)
        {
            var n = head;
            n.Lock();
            while (n.Next != null)
            {
                var next = n.Next;
                next.Lock();
                n.Unlock();
                n = next;
            }

            n.Unlock();
        }

        public void Wrong(Node head)
        {
            var n = head;
            n.Lock();
            while (n.Next != null)
            {
                var next = n.Next;
                next.Use(); // EPO1001
                next.Lock();
                n.Unlock();
                n = next;
            }

            n.Unlock();
        }
        """);

    [Fact]
    public Task The_one_that_was_looked_for_comes_back_with_its_bracket() => Check.Members($$"""
        {{Node}}
        public Node? Right(Node? head)
        {
            for (var n = head; n != null; n = n.Next)
            {
                if (Env.Flip())
                {
                    n.Lock();
                    return n;
                }
            }

            return null;
        }
        """);

    /// <summary>Such a body has more states than are told apart; a round of a loop over a collection is that of the element which is followed all the same, or of another one.</summary>
    [Fact]
    public Task A_loop_over_a_collection_inside_of_one_along_links_goes_over_each_element_again() => Check.Members("""
        public sealed class Link(Door door, Link? next)
        {
            public Door Door { get; } = door;
            public Link? Next { get; } = next;
        }

        public void Right(Link? first, Door[] doors)
        {
            for (var at = first; at != null; at = at.Next)
            {
                at.Door.Lock();
                foreach (var each in doors)
                {
                    each.Lock();
                    each.Use();
                    each.Unlock();
                }

                at.Door.Unlock();
            }
        }

        public void Wrong(Link? first, Door[] doors) // EPO3001
        {
            for (var at = first; at != null; at = at.Next)
            {
                at.Door.Lock();
                foreach (var each in doors)
                {
                    each.Use(); // EPO1001
                    each.Unlock();
                }

                at.Door.Unlock();
            }
        } // EPO1005
        """);
}
