using System;
using System.ComponentModel;
using System.Drawing;
using System.Drawing.Imaging;
using System.Windows.Forms;

namespace LayoutGood;

public sealed class MainForm : Form
{
    private readonly ListView list = new();
    private readonly Panel panel = new();
    private readonly BindingSource source = new();

    // As a designer writes it.
    private void InitializeComponent()
    {
        ((ISupportInitialize)source).BeginInit();
        panel.SuspendLayout();
        SuspendLayout();
        panel.Controls.Add(list);
        Controls.Add(panel);
        ((ISupportInitialize)source).EndInit();
        panel.ResumeLayout(false);
        ResumeLayout(false);
        PerformLayout();
    }

    public MainForm() => InitializeComponent();

    public void Fill(string[] names)
    {
        list.BeginUpdate();
        try
        {
            foreach (var name in names)
            {
                if (name.Length == 0)
                    throw new ArgumentException(name);
                list.Items.Add(name);
            }
        }
        finally
        {
            list.EndUpdate();
        }
    }

    // A pair of members that callers keep in order.
    // Who leaves by an exception shows the list no more.
    public void Check(string[] names)
    {
        list.BeginUpdate();
        foreach (var name in names)
        {
            if (name.Length == 0)
                throw new ArgumentException(name);
            list.Items.Add(name);
        }

        list.EndUpdate();
    }

    public void BeginChange() => list.BeginUpdate();

    public void EndChange() => list.EndUpdate();

    public void Change()
    {
        BeginChange();
        list.Items.Clear();
        EndChange();
    }

    public void Nested()
    {
        list.BeginUpdate();
        try
        {
            Fill(["a"]);
        }
        finally
        {
            list.EndUpdate();
        }
    }

    public void NotSuspended() => panel.ResumeLayout();
}

public static class Pixels
{
    public static void Copy(Bitmap from, Bitmap to)
    {
        var area = new Rectangle(0, 0, from.Width, from.Height);
        BitmapData read = from.LockBits(area, ImageLockMode.ReadOnly, PixelFormat.Format24bppRgb);
        try
        {
            BitmapData write = to.LockBits(area, ImageLockMode.WriteOnly, PixelFormat.Format24bppRgb);
            try
            {
                _ = read.Scan0 == write.Scan0;
            }
            finally
            {
                to.UnlockBits(write);
            }
        }
        finally
        {
            from.UnlockBits(read);
        }
    }
}
