using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>A page of the shadow page table: linked or not, and valid until it is freed.</summary>
public sealed class ShadowPage
{
    private readonly IMemory memory;
    private readonly Word link;
    private readonly Word content;
    private readonly Word readAfterFree;

    /// <summary>Creates a page that is linked and valid.</summary>
    public ShadowPage(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        link = layout.Memory("page table link", 1, static value => value == 0 ? "none" : "linked");
        content = layout.Memory("page table", 1, static value => value == 0 ? "freed" : "valid");
        readAfterFree = layout.Register("read after free");
    }

    /// <summary>1 if it was ever read after it was freed.</summary>
    public Word ReadAfterFree => readAfterFree;

    /// <summary>Reads the page if it is linked.</summary>
    public void ReadIfLinked()
    {
        if (memory.Read(link) != 0 && memory.Read(content) == 0)
            memory.Write(readAfterFree, 1);
    }

    /// <summary>From here on no walk that begins finds the page.</summary>
    public void Unlink() => memory.Exchange(link, 0);

    /// <summary>The page is used for something else from here on. No walk may still be reading it.</summary>
    public void Free() => memory.Exchange(content, 0);
}
