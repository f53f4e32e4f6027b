using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// A provider's people say what it is like in one municipality: languages, what it is good at, whether one can come in, how long one waits, where it is. Where it has a
/// contract today, and of no other provider. How long one waits carries the day on which that was said.
/// </summary>
public sealed class KeepProfile(Database database)
{
    public const int LongestSpecialisms = 400;
    public const int LongestAddress = 120;
    public const int MostWeeks = 104;

    /// <param name="Place">None when it is not known.</param>
    /// <param name="Seen">The mark of the profile that was changed (<see cref="ProviderProfile.Mark"/>).</param>
    public sealed record Entry(
        string MunicipalityCode, IReadOnlyList<ProviderLanguage> Languages, IReadOnlyList<AccessibilityFact> Accessibility, string Specialisms,
        IReadOnlyList<string> SpecialProducts, int? WaitingWeeks, string Address, Place? Place, string Seen);

    public Task<Outcome<ProviderId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ProviderId>(actor, key, nameof(KeepProfile), entry, async session =>
        {
            if (actor is not { Role: Role.ProviderStaff, ProviderId: { } provider })
            {
                return Refusal.NotAllowed;
            }

            var products = await session.List<string>(ProductsSql, new { provider, entry.MunicipalityCode, session.Today });
            if (products.Count == 0)
            {
                return Refusal.NotFound;
            }

            var (specialisms, address) = (TypedText.Seen(entry.Specialisms), TypedText.Seen(entry.Address));
            if (specialisms.Length > LongestSpecialisms || address.Length > LongestAddress)
            {
                return Refusal.TextTooLong.With(specialisms.Length > LongestSpecialisms ? LongestSpecialisms : LongestAddress);
            }

            if (entry.WaitingWeeks is < 0 or > MostWeeks || entry.Place is { IsInTheCountry: false }
                || !entry.Languages.All(Enum.IsDefined) || !entry.Accessibility.All(Enum.IsDefined) || entry.SpecialProducts.Except(products, StringComparer.Ordinal).Any())
            {
                return Refusal.RequestIncomplete;
            }

            // Two colleagues at once: the second sees what the first kept.
            await ConfigurationChange.LockAndCount(session, actor with { MunicipalityCode = entry.MunicipalityCode }, AdmitLightly.What, $"{provider.Value:D}");
            if ((await ProviderProfile.One(session, entry.MunicipalityCode, provider)).Mark != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            await session.Execute(KeepSql, new
            {
                provider,
                entry.MunicipalityCode,
                Languages = string.Join(' ', entry.Languages.Distinct().Order()),
                Accessibility = string.Join(' ', entry.Accessibility.Distinct().Order()),
                specialisms,
                SpecialProducts = string.Join(' ', entry.SpecialProducts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
                WaitingWeeks = (long?)entry.WaitingWeeks,
                SaidOn = entry.WaitingWeeks is null ? (DateOnly?)null : session.Today,
                address,
                entry.Place?.X,
                entry.Place?.Y,
            });
            await Trace.Write(session, actor, nameof(KeepProfile), $"{provider.Value:D}");
            return provider;
        });

    private const string ProductsSql = """
        SELECT DISTINCT product_code
        FROM contracts
        WHERE provider_id = @provider
          AND municipality_code = @MunicipalityCode
          AND starts_on <= @Today
          AND ends_on >= @Today
        """;

    private const string KeepSql = """
        INSERT INTO provider_profiles (
            provider_id, municipality_code, languages, accessibility, specialisms, special_products, waiting_weeks, waiting_said_on, address, x_metres, y_metres)
        VALUES (
            @provider, @MunicipalityCode, @Languages, @Accessibility, @specialisms, @SpecialProducts, @WaitingWeeks, @SaidOn, @address, @X, @Y)
        ON CONFLICT (provider_id, municipality_code) DO UPDATE
        SET languages = @Languages,
            accessibility = @Accessibility,
            specialisms = @specialisms,
            special_products = @SpecialProducts,
            waiting_weeks = @WaitingWeeks,
            waiting_said_on = @SaidOn,
            address = @address,
            x_metres = @X,
            y_metres = @Y
        """;
}
