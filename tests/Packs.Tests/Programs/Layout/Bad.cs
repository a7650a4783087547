using System;
using System.ComponentModel;
using System.Drawing;
using System.Drawing.Imaging;
using System.Windows.Forms;

namespace LayoutBad;

public sealed class Names
{
    private readonly ListView list = new();

    public void Fill(string[] names)
    {
        list.BeginUpdate();
        if (names.Length == 0)
            return; // EPO1005

        foreach (var name in names)
            list.Items.Add(name);
        list.EndUpdate();
    }

    public void EndedTwice(TreeView tree)
    {
        tree.BeginUpdate();
        try
        {
            tree.Nodes.Clear();
            tree.EndUpdate();
        }
        finally
        {
            tree.EndUpdate(); // EPO1004
        }
    }

    public void Arrange(Panel panel, bool wide)
    {
        panel.SuspendLayout();
        panel.Width = 200;
        if (!wide)
            return; // EPO1005

        panel.Width = 400;
        panel.ResumeLayout();
    }
}

public static class Components
{
    public static void Configure(ISupportInitialize component, int size)
    {
        component.BeginInit();
        if (size > 100)
            return; // EPO1005

        component.EndInit();
    }

    public static void EndedOnly(bool fresh)
    {
        ISupportInitialize component = new BindingSource();
        if (fresh)
            component.BeginInit();

        component.EndInit(); // EPO1004
    }
}

public static class Pixels
{
    public static int FirstByte(Bitmap bitmap)
    {
        BitmapData data = bitmap.LockBits(new Rectangle(0, 0, 1, 1), ImageLockMode.ReadOnly, PixelFormat.Format24bppRgb);
        if (data.Stride < 0)
            return -1; // EPO1005

        int value = System.Runtime.InteropServices.Marshal.ReadByte(data.Scan0);
        bitmap.UnlockBits(data);
        return value;
    }

    public static void LockedTwice(Bitmap bitmap)
    {
        var area = new Rectangle(0, 0, 1, 1);
        BitmapData read = bitmap.LockBits(area, ImageLockMode.ReadOnly, PixelFormat.Format24bppRgb);
        BitmapData write = bitmap.LockBits(area, ImageLockMode.WriteOnly, PixelFormat.Format24bppRgb); // EPO1003
        bitmap.UnlockBits(write);
        bitmap.UnlockBits(read); // EPO1004
    }
}

public static class Initializers
{
    public static void Whole(object value)
    {
        Begin(value);
        GC.KeepAlive(value);
        End(value);
    }

    private static void Begin(object value)
    {
        if (value is not ISupportInitialize initialized)
            return; // likely EPO1005
        initialized.BeginInit();
    }

    private static void End(object value)
    {
        if (value is not ISupportInitialize initialized)
            return;
        initialized.EndInit();
    } // likely EPO1005
}
