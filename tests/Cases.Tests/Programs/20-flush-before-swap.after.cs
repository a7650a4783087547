// source: laurentiu021/SystemManager PR 2051 (same: aelassas/servy issue 2066, erikdarlingdata/PerformanceStudio PR 252): the temporary file was renamed over the
// source: destination without having been flushed to the device
using EntryPath;

[EntryProtocol]
public enum TempFile
{
    [Because("the rename can reach the disk before the data, and leave an empty file after a power cut")]
    OnDevice,
}

public static class AtomicFile
{
    public static void Write(string path, string text)
    {
        string temp = TempNameOf(path);
        try
        {
            File.WriteAllText(temp, text);
            FlushToDisk(temp);
            Swap(temp, path);
        }
        catch
        {
            TryDelete(temp);
            throw;
        }
    }

    public static async Task WriteAsync(string path, byte[] bytes, CancellationToken token = default)
    {
        string temp = TempNameOf(path);
        try
        {
            await File.WriteAllBytesAsync(temp, bytes, token).ConfigureAwait(false);
            FlushToDisk(temp);
            Swap(temp, path);
        }
        catch
        {
            TryDelete(temp);
            throw;
        }
    }

    [Step(TempFile.OnDevice)]
    private static void FlushToDisk([Subject] string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Flush(flushToDisk: true);
    }

    private static void Swap(string temp, string path)
    {
        if (File.Exists(path))
            File.Replace(temp, path, null);
        else
            File.Move(temp, path, overwrite: true);
    }

    private static string TempNameOf(string path) => path + "." + Guid.NewGuid().ToString("N") + ".tmp";

    private static void TryDelete(string file)
    {
        try { File.Delete(file); } catch (IOException) { }
    }
}
