// What was only assumed after a report is no call that meets the need.
using EntryPath;

[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Uart { Quiet }

public static class Line { [Requires(Uart.Quiet)] public static extern void Write(byte value); }

public class One
{
    private void Send() { Line.Write(1); Line.Write(2); } // EPO1001
    public void A() { Send(); }
    public void B() { Send(); }
    public void C() { Send(); }
}

public class Two
{
    private void Send() { Line.Write(1); Line.Write(2); } // EPO1001
    public void A() { Send(); Send(); }
    public void B() { Send(); }
    public void C() { Send(); }
}
