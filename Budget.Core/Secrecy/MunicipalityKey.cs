using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>The key of a municipality, for what belongs to no resident it knows: the BSN on a declared line that was rejected, and the answer that repeats it.</summary>
internal static class MunicipalityKey
{
    /// <summary>When there is none yet.</summary>
    public static Task Make(Session session, string municipalityCode) => session.Keys.Make(session, Name(municipalityCode));

    public static async Task<TextKey> Of(Session session, string municipalityCode) =>
        new(session, Name(municipalityCode), await session.Keys.Secret(session, Name(municipalityCode)));

    private static string Name(string municipalityCode) => $"municipality|{municipalityCode}";
}
