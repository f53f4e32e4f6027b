namespace Budget.Core.Audit;

/// <summary>Ids of traces are UUIDv7: in the order of time, so that a stretch of time is a stretch of ids.</summary>
internal static class TraceIds
{
    /// <summary>No id of this moment or later is lower.</summary>
    public static string LowestAt(DateTimeOffset moment)
    {
        var milliseconds = moment.ToUnixTimeMilliseconds();
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{milliseconds >> 16:x8}-{milliseconds & 0xFFFF:x4}-0000-0000-000000000000");
    }
}
