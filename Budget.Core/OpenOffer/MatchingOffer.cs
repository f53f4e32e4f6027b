using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.OpenOffer;

/// <summary>
/// What of the open offer could help with these parts of life, near first? Shown to who states a need, first and never as a wall: nobody has to try any of it before going on
/// (Wmo 2015, 2.3.5 lid 3, says only that the municipality looks at it).
/// </summary>
public sealed class MatchingOffer(Database database)
{
    public const int Most = 6;

    /// <param name="neighbourhood">The code of the one that is home; empty when nobody said.</param>
    /// <returns>Nothing when no part of life is named.</returns>
    public async Task<IReadOnlyList<OfferSearch.Card>> Of(string municipalityCode, IReadOnlyList<LifeDomain> domains, string neighbourhood, int most = Most) =>
        domains.Count == 0 ? [] : await database.Read(session => OfferSearch.Find(session, new(municipalityCode, "", neighbourhood, domains, []), most, from: 0));
}
