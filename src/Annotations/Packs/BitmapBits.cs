namespace EntryPath.Packs;

/// <summary>Pack <c>Layout</c>: the pixels of a <c>System.Drawing.Bitmap</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum BitmapBits
{
    /// <summary><c>Bitmap.LockBits</c> until <c>UnlockBits</c>. A bitmap can be locked once at a time.</summary>
    [Because("a bitmap whose bits stay locked can be neither drawn nor locked again")]
    Locked,
}
