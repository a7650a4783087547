// ReleaseReaderLock by the thread that holds the write lock releases the write lock.
// packs: Threading
using System;
using System.Threading;

internal class Old
{
    private readonly ReaderWriterLock door = new();

    public void Upgraded(bool back)
    {
        door.AcquireReaderLock(40);
        try
        {
            var cookie = door.UpgradeToWriterLock(40);
            if (back)
                door.DowngradeFromWriterLock(ref cookie);
        }
        finally
        {
            door.ReleaseReaderLock();
        }
    }

    public void Wrote()
    {
        door.AcquireWriterLock(40);
        door.ReleaseReaderLock();
    }
}
