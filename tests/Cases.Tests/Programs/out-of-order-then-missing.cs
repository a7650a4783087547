// That a later operation lacks what an undo out of order has ended does not answer for the undo; nor does one object's exit for another's.
using System;
using System.Collections.Generic;
using EntryPath;

[EntryProtocol]
public enum Print { Begun, Inked, [Strict, Repeat] Filled }

[EntryProtocol]
public enum Tray { Open, Full }

public class Press
{
    [Step(Print.Begun)] public extern void Begin();
    [Undo(Print.Begun)] public extern void End();
    [Step(Print.Inked)] public extern void Ink();
    [Undo(Print.Inked)] public extern void Wipe();
    [Step(Print.Filled)] public extern void Fill();
    [Commit(typeof(Print))] public extern void Go();
    [Step(Tray.Open)] public extern void Open();
    [Undo(Tray.Open)] public extern void Close();
    [Step(Tray.Full)] public extern void Load();
    [Step(Tray.Open)] [return: Guard] public extern IDisposable Opened();
}

public static class Paper { public static extern bool IsOut(); }

public class Shift
{
    private readonly Press _own = new Press();

    public void ByLambda(Press press)
    {
        press.Begin();
        press.Ink();
        Action work = () =>
        {
            press.Fill();
            press.End(); // EPO1004
            press.Go(); // EPO1001
        };
        work();
    }

    public void ByHelper(Press press)
    {
        press.Begin();
        press.Ink();
        Work(press);
    }

    private static void Work(Press press)
    {
        press.Fill();
        press.End(); // EPO1004
        press.Go(); // EPO1001
    }

    public void Mended(Press press)
    {
        press.Begin();
        press.Ink();
        press.Fill();
        press.Go();
        press.Wipe();
        press.End();
    }

    public void TwoObjects(Press press)
    {
        _own.Open();
        if (Paper.IsOut())
            return; // EPO1006

        _own.Load();
        press.Close();
    } // EPO1005

    public void Stop() => _own.Close();

    public void OneOfTwo(Press first, Press second, bool isFirst, int times)
    {
        var opened = (isFirst ? first : second).Opened();
        (isFirst ? first : second).Load();
        if (times > 1)
            opened.Dispose();

        opened.Dispose(); // EPO1004
    }

    public void OnceOfTwo(Press first, Press second, bool isFirst)
    {
        var opened = (isFirst ? first : second).Opened();
        (isFirst ? first : second).Load();
        opened.Dispose();
    }
}
