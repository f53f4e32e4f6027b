using System.Globalization;

namespace Budget.Bench;

/// <summary>The most memory that this process held at once since the last reset, as Linux counts it; nothing elsewhere.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    public static long Bytes => !File.Exists(Status) ? 0
        : 1024 * long.Parse(File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    public static void Reset()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists("/proc/self/clear_refs"))
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }
}
