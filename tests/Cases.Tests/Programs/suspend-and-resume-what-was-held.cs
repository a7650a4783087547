// A helper that suspends what is held and resumes it leaves the step as its caller had it.
using System;
using EntryPath;

[EntryProtocol, ThreadAffine]
public enum Guarding { Active }

public sealed class Era
{
    [Step(Guarding.Active)] public extern void Enter();
    [Undo(Guarding.Active)] public extern void Leave();
    [Tells(Guarding.Active)] public extern bool IsMine();
}

public sealed class Journal
{
    private readonly Era _era = new Era();
    private Action _callback;

    private void Outside()
    {
        bool mine = _era.IsMine();
        if (mine)
            _era.Leave();

        try
        {
            _callback();
        }
        finally
        {
            if (mine)
                _era.Enter();
        }
    }

    public void Append()
    {
        _era.Enter();
        try
        {
            Outside();
        }
        finally
        {
            _era.Leave();
        }
    }

    public void Idle() => Outside();
}
