// Pack Layout: what components hold back while they are changed. See docs/packs/Layout.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.ComponentModel
{
    public interface ISupportInitialize
    {
        [Step(LayoutUpdate.Initializing)] void BeginInit();
        [Undo(LayoutUpdate.Initializing)] void EndInit();
    }
}

namespace System.Drawing
{
    public sealed class Bitmap
    {
        [Forbids(BitmapBits.Locked), Step(BitmapBits.Locked)] public extern Imaging.BitmapData LockBits(Rectangle rect, Imaging.ImageLockMode flags, Imaging.PixelFormat format);
        [Forbids(BitmapBits.Locked), Step(BitmapBits.Locked)] public extern Imaging.BitmapData LockBits(Rectangle rect, Imaging.ImageLockMode flags, Imaging.PixelFormat format, Imaging.BitmapData bitmapData);
        [Undo(BitmapBits.Locked)] public extern void UnlockBits(Imaging.BitmapData bitmapdata);
    }
}

namespace System.Windows.Forms
{
    public class Control
    {
        // To resume what was not suspended does nothing.
        [Step(LayoutUpdate.Suspended)] public extern void SuspendLayout();
        [Undo(LayoutUpdate.Suspended, IfInEffect = true)] public extern void ResumeLayout();
        [Undo(LayoutUpdate.Suspended, IfInEffect = true)] public extern void ResumeLayout(bool performLayout);
    }

    public class ListView
    {
        [Step(LayoutUpdate.Updating)] public extern void BeginUpdate();
        [Undo(LayoutUpdate.Updating)] public extern void EndUpdate();
    }

    public class TreeView
    {
        [Step(LayoutUpdate.Updating)] public extern void BeginUpdate();
        [Undo(LayoutUpdate.Updating)] public extern void EndUpdate();
    }

    public class ListBox
    {
        [Step(LayoutUpdate.Updating)] public extern void BeginUpdate();
        [Undo(LayoutUpdate.Updating)] public extern void EndUpdate();
    }

    public class ComboBox
    {
        [Step(LayoutUpdate.Updating)] public extern void BeginUpdate();
        [Undo(LayoutUpdate.Updating)] public extern void EndUpdate();
    }

    public class ToolStripComboBox
    {
        [Step(LayoutUpdate.Updating)] public extern void BeginUpdate();
        [Undo(LayoutUpdate.Updating)] public extern void EndUpdate();
    }
}
