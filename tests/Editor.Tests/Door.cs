namespace EntryPath.Editor.Tests;

/// <summary>The annotated types that the programs use.</summary>
internal static class Door
{
    public const string Text = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum DoorUse
        {
            [Because("it stays shut for the others")]
            Locked,
        }

        public sealed class Door
        {
            [Step(DoorUse.Locked)] public void Lock() { }
            [Undo(DoorUse.Locked)] public void Unlock() { }
            [Requires(DoorUse.Locked)] public void Use() { }
        }
        """;

    /// <summary>A file with one method of this body.</summary>
    public static string Method(string body) => $$"""
        internal static class Keeper
        {
            internal static void Keep(Door door, bool early)
            {
        {{body}}
            }
        }
        """;
}
