using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>The exports of statements that finance of a municipality asked for, and how far each is.</summary>
public sealed class StatementExports(Database database)
{
    public const int PageSize = 20;

    /// <param name="AskedBy">The name of who asked.</param>
    /// <param name="Total">None before somebody began.</param>
    public sealed record Export(
        string Id, DateOnly StartsOn, DateOnly EndsOn, string Product, string Provider, string FundingForm, string Neighbourhood, string Language, string AskedBy, DateTimeOffset AskedAt,
        long Done, long? Total, long Faults, DateTimeOffset? FinishedAt, DateTimeOffset? StoppedAt, DateTimeOffset? EmptiedAt)
    {
        public Period Booked => new(StartsOn, EndsOn);

        public StatementSelection Which => new(Booked, Product, Provider, FundingForm, Neighbourhood);

        /// <summary>The files are there to be taken along.</summary>
        public bool IsThere => FinishedAt is not null && StoppedAt is null && EmptiedAt is null;

        public bool IsAtWork => FinishedAt is null && StoppedAt is null;

        /// <summary>Until when the files are kept.</summary>
        public DateTimeOffset? KeptUntil => FinishedAt + MakeStatements.KeptFor;
    }

    /// <returns>The newest first; nothing for who handles no money.</returns>
    public Task<IReadOnlyList<Export>> Of(Actor actor) => database.Read(async session => actor.MayHandleMoney
        ? await session.List<Export>(NewestSql, new { actor.MunicipalityCode, PageSize })
        : []);

    /// <returns>None when it is not there, or of another municipality.</returns>
    public Task<Export?> One(Actor actor, Guid id) => database.Read(async session => actor.MayHandleMoney
        ? await session.FirstOrNone<Export>(OneSql, new { actor.MunicipalityCode, Id = id.ToString("D") })
        : null);

    /// <summary>Those that the municipality ever had a contract with, to choose from; nothing for who handles no money.</summary>
    public Task<IReadOnlyList<Provider>> Providers(Actor actor) => database.Read(async session => actor.MayHandleMoney
        ? await session.List<Provider>(ProvidersSql, new { actor.MunicipalityCode })
        : []);

    public sealed record Provider(string Agb, string Name);

    private const string ProvidersSql = """
        SELECT DISTINCT p.agb AS Agb, p.name AS Name
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        WHERE c.municipality_code = @MunicipalityCode
        ORDER BY p.name, p.agb
        """;

    private const string SelectSql = """
        SELECT export.id AS Id, export.starts_on AS StartsOn, export.ends_on AS EndsOn, export.product AS Product, export.provider AS Provider, export.funding_form AS FundingForm,
               export.neighbourhood AS Neighbourhood, export.language AS Language, u.name AS AskedBy, export.asked_at AS AskedAt, export.done AS Done, export.total AS Total,
               export.faults AS Faults, export.finished_at AS FinishedAt, export.stopped_at AS StoppedAt, export.emptied_at AS EmptiedAt
        FROM statement_exports export
        JOIN users u ON u.id = export.asked_by
        WHERE export.municipality_code = @MunicipalityCode
        """;

    private const string NewestSql = $"""
        {SelectSql}
        ORDER BY export.asked_at DESC
        LIMIT @PageSize
        """;

    private const string OneSql = $"""
        {SelectSql}
          AND export.id = @Id
        """;
}
