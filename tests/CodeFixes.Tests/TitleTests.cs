namespace EntryPath.CodeFixes.Tests;

/// <summary>What the light bulb says.</summary>
public sealed class TitleTests
{
    [Fact]
    public Task A_move_up_names_both_statements() => Says<MoveCallCodeFixProvider>(
        "Move 'door.Lock();' up, before 'door.Use();' (line 9)",
        Fix.Body("door.{|EPO1001:Use()|};\ndoor.Lock();\ndoor.Unlock();"),
        Fix.Body("door.Lock();\ndoor.Use();\ndoor.Unlock();"));

    [Fact]
    public Task A_long_statement_is_quoted_on_one_line_and_shortened() => Says<MoveCallCodeFixProvider>(
        "Move 'door.LockFor( vcpu.Count + vcpu.Count + vcpu.Co…' up, before 'door.Use();' (line 9)",
        Fix.Body("door.{|EPO1001:Use()|};\ndoor.LockFor(\n    vcpu.Count + vcpu.Count + vcpu.Count + vcpu.Count);\ndoor.Unlock();"),
        Fix.Body("door.LockFor(\n    vcpu.Count + vcpu.Count + vcpu.Count + vcpu.Count);\ndoor.Use();\ndoor.Unlock();"));

    [Fact]
    public Task An_undo_is_quoted() => Says<CloseBracketCodeFixProvider>(
        "Undo before leaving: 'own.Unlock();'",
        Fix.BodyEnding("EPO1005", "var own = new Door();\nown.Lock();"),
        Fix.Body("var own = new Door();\nown.Lock();\nown.Unlock();"));

    [Fact]
    public Task A_contract_is_quoted() => Says<DeclareContractCodeFixProvider>(
        "Declare [Requires(GuestEntry.DisableInterrupts)] [EnsuresUndone(GuestEntry.DisableInterrupts)]",
        Fix.Members("public void {|EPO3002:Open|}(Processor cpu) => cpu.EnableInterrupts();\n"),
        Fix.Members("[Requires(GuestEntry.DisableInterrupts)]\n[EnsuresUndone(GuestEntry.DisableInterrupts)]\npublic void Open(Processor cpu) => cpu.EnableInterrupts();\n"));

    private static Task Says<TFix>(string title, string source, string changed)
        where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
    {
        var test = Fix.Test<TFix>(source, changed);
        test.CodeActionVerifier = (action, verifier) => verifier.Equal(title, action.Title);
        return test.RunAsync();
    }
}
