using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>A way out is reported where it stands in the text: at its own <c>return</c>, however control comes there.</summary>
public sealed class ExitPlaceTests
{
    [Theory]
    [InlineData("if (a) { if (b) { door.Unlock(); } return; /**/ }")]
    [InlineData("if (a) { if (b) door.Unlock(); else return; /**/ return; }")]
    [InlineData("if (!(a && b)) { } else return; /**/")]
    [InlineData("if (a || b) return; /**/")]
    [InlineData("while (a) { if (b) return; /**/ Env.Work(); }")]
    [InlineData("while (a) { if (b) break; Env.Work(); } if (b) return; /**/")]
    [InlineData("do { if (a) return; /**/ } while (b);")]
    [InlineData("for (int i = 0; i < 3; i++) { if (a) return; /**/ }")]
    [InlineData("foreach (int item in Env.Items()) { if (item > 3) return; /**/ }")]
    [InlineData("foreach (int item in Env.Items()) return; /**/")]
    [InlineData("switch (n) { case 1: return; /**/ case 2: break; }")]
    [InlineData("switch (n) { case 1: break; default: return; /**/ }")]
    [InlineData("switch (n) { case > 3 when a: return; /**/ case 2: Env.Work(); break; }")]
    [InlineData("switch (n) { case 1: { if (a) break; Env.Work(); return; /**/ } }")]
    [InlineData("try { Env.Work(); } catch (Exception) { return; /**/ }")]
    [InlineData("try { Env.Work(); } catch { if (a) return; /**/ }")]
    [InlineData("try { if (a) return; /**/ } finally { Env.Work(); }")]
    [InlineData("using (var stream = new System.IO.MemoryStream()) { if (a) return; /**/ }")]
    [InlineData("if (a) goto end; door.Unlock(); return; end: return; /**/")]
    [InlineData("if (a) goto end; door.Unlock(); return; end: ; { return; } /**/")]
    [InlineData("if (a) { void Nothing() { } ; return; /**/ }")]
    [InlineData("if (a) { checked { n++; } return; /**/ }")]
    [InlineData("Action? work = a ? Env.Work : null; if (b) { work?.Invoke(); return; /**/ }")]
    public Task A_return_that_forgets_the_undo_is_reported_itself(string way) => Check.Members(
        "public void Run(Door door, bool a, bool b, int n)\n{\n    door.Lock();\n    "
        + way.Replace("/**/", "// EPO1005\n", System.StringComparison.Ordinal)
        + "\n    door.Unlock();\n}\n");

    [Fact]
    public Task The_end_of_the_body_is_reported_where_no_return_stands_there() => Check.Members("""
        public void Run(Door door, bool a)
        {
            door.Lock();
            if (a)
            {
                door.Unlock();
                return;
            }

            Env.Work();
        } // EPO1005
        """);

    [Fact]
    public Task A_lambda_and_a_local_function_end_at_their_own_braces() => Check.Members("""
        public void Run(Door door, bool a)
        {
            Action lambda = () =>
            {
                door.Lock();
                if (a)
                    return; // EPO1005

                door.Unlock();
            };

            void Local()
            {
                door.Lock();
                if (a)
                {
                    door.Unlock();
                    return;
                }
            } // EPO1005
        }
        """);
}
