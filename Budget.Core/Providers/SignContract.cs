using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// A provider offers one product in one municipality between two days, at one rate until another is set (<see cref="IndexContract"/>); with its terms: the notice
/// that a resident gives before going elsewhere, and the years of its option. A provider that is new here is admitted with it, lightly or not, and a proposal of a resident that
/// it was made for waits no longer: all of it in one transaction. An administrator does so for the own municipality.
/// </summary>
public sealed class SignContract(Database database)
{
    /// <summary>As the history of the set-up calls it.</summary>
    public const string What = "Contract";

    public const int MostNoticeDays = 366;
    public const int MostOptionYears = 20;

    /// <summary>From today; a longer one is a slip of the finger.</summary>
    public const int MostYears = 20;

    /// <param name="ProviderId">One that is there; none for a <paramref name="Newcomer"/>.</param>
    /// <param name="Newcomer">Admitted with it.</param>
    /// <param name="IsLight">An initiative of residents; what a provider was called before stays when it is not.</param>
    /// <param name="Proposal">Of the resident who asked for this provider.</param>
    public sealed record Entry(
        ProviderId? ProviderId, string MunicipalityCode, string ProductCode, Money Rate, Period Period, int NoticeDays = 0, int OptionYears = 0,
        AdmitProvider.Entry? Newcomer = null, bool IsLight = false, Guid? Proposal = null);

    public Task<Outcome<ContractId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ContractId>(actor, key, nameof(SignContract), entry, async session =>
        {
            if (!actor.MaySetUpIn(entry.MunicipalityCode))
            {
                return Refusal.NotAllowed;
            }

            // One after the other in a municipality: of two who sign the same contract at once the second hears of the first.
            await ConfigurationChange.LockAndCount(session, actor with { MunicipalityCode = entry.MunicipalityCode }, What, entry.ProductCode);
            if (await session.Single<long>(ProductSql, new { entry.MunicipalityCode, entry.ProductCode, session.Today }) == 0)
            {
                return Refusal.ProductUnknown;
            }

            if (!entry.Rate.IsPositive)
            {
                return Refusal.AmountNotPositive;
            }

            if (!AreTerms(actor, entry, session.Today))
            {
                return Refusal.PeriodInvalid;
            }

            var admitted = entry.Newcomer is { } newcomer ? await AdmitProvider.Admit(session, actor, newcomer) : await Known(session, entry.ProviderId);
            if (admitted.IsRefused)
            {
                return admitted.Refusal!;
            }

            var (id, provider) = (new ContractId(session.NewId()), admitted.Value);
            var contract = new { id, provider, entry.MunicipalityCode, entry.ProductCode, entry.Rate, entry.Period.StartsOn, entry.Period.EndsOn };
            if ((await session.Single<Other>(OtherSql, contract)).EndsOn is { } other)
            {
                return Refusal.ContractRuns.With(other.InDigits());
            }

            await session.Execute(InsertSql, contract);
            await session.Execute(InsertTermsSql, new { id, entry.NoticeDays, entry.OptionYears });
            if (entry.IsLight)
            {
                await AdmitLightly.Keep(session, actor, provider, entry.MunicipalityCode, isLight: true);
            }

            if (entry.Proposal is { } proposal && await session.Execute(ProposalSql, new { id, Proposal = proposal.ToString("D"), entry.MunicipalityCode }) == 0)
            {
                return Refusal.ChangedMeanwhile;
            }

            if (actor.Role == Role.Administrator)
            {
                await ConfigurationChange.Write(session, actor, What, $"{id.Value:D}", before: null, new
                {
                    Name = await session.Single<string>(NameSql, new { provider }),
                    ContractRate = $"{entry.Rate.Cents}",
                    entry.Period.StartsOn,
                    entry.Period.EndsOn,
                    entry.NoticeDays,
                    entry.OptionYears,
                });
            }

            await Trace.Write(session, actor, nameof(SignContract), id.Value.ToString("D"));
            return id;
        });

    /// <summary>What the installation takes over may be long ago; what an administrator signs has not ended.</summary>
    private static bool AreTerms(Actor actor, Entry entry, DateOnly today) =>
        entry.NoticeDays is >= 0 and <= MostNoticeDays && entry.OptionYears is >= 0 and <= MostOptionYears
        && (actor.Role == Role.System || (entry.Period.EndsOn >= today && entry.Period.EndsOn <= today.AddYears(MostYears)));

    private static async Task<Outcome<ProviderId>> Known(Session session, ProviderId? provider) =>
        provider is { } id && await session.Single<long>(KnownSql, new { id }) > 0 ? id : Refusal.NotFound;

    private sealed record Other(DateOnly? EndsOn);

    private const string ProductSql = """
        SELECT COUNT(*)
        FROM products
        WHERE municipality_code = @MunicipalityCode
          AND code = @ProductCode
          AND (ended_on IS NULL OR ended_on > @Today)
        """;

    private const string KnownSql = """
        SELECT COUNT(*)
        FROM providers
        WHERE id = @id
        """;

    private const string NameSql = """
        SELECT name
        FROM providers
        WHERE id = @provider
        """;

    private const string OtherSql = """
        SELECT MAX(ends_on) AS EndsOn
        FROM contracts
        WHERE provider_id = @provider
          AND municipality_code = @MunicipalityCode
          AND product_code = @ProductCode
          AND starts_on <= @EndsOn
          AND ends_on >= @StartsOn
        """;

    private const string InsertSql = """
        INSERT INTO contracts (id, provider_id, municipality_code, product_code, rate_cents, starts_on, ends_on)
        VALUES (@id, @provider, @MunicipalityCode, @ProductCode, @Rate, @StartsOn, @EndsOn)
        """;

    private const string InsertTermsSql = """
        INSERT INTO contract_terms (contract_id, notice_days, option_years)
        VALUES (@id, @NoticeDays, @OptionYears)
        """;

    private const string ProposalSql = """
        UPDATE provider_proposals
        SET contract_id = @id
        WHERE id = @Proposal
          AND outcome = 'welcome'
          AND contract_id IS NULL
          AND budget_id IN (SELECT b.id FROM budgets b WHERE b.municipality_code = @MunicipalityCode)
        """;
}
