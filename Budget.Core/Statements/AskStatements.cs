using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>Finance asks for all statements of the municipality, or of a part of it. They are made behind the pages (<see cref="MakeStatements"/>).</summary>
public sealed class AskStatements(Database database)
{
    /// <param name="Which">As the page lets choose; a code that nobody has finds nothing.</param>
    public sealed record Entry(StatementSelection Which, bool InEnglish);

    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<Guid>(actor, key, nameof(AskStatements), entry, async session =>
    {
        if (!actor.MayHandleMoney)
        {
            return Refusal.NotAllowed;
        }

        var id = session.NewId();
        await session.Execute(InsertSql, new
        {
            Id = id.ToString("D"),
            actor.MunicipalityCode,
            entry.Which.Booked.StartsOn,
            entry.Which.Booked.EndsOn,
            entry.Which.Product,
            entry.Which.Provider,
            entry.Which.FundingForm,
            entry.Which.Neighbourhood,
            Language = entry.InEnglish ? "en" : "nl",
            actor.UserId,
            session.Now,
        });
        await Trace.Write(session, actor, nameof(AskStatements), entry.Which.Booked.ToString());
        return id;
    });

    private const string InsertSql = """
        INSERT INTO statement_exports (id, municipality_code, starts_on, ends_on, product, provider, funding_form, neighbourhood, language, asked_by, asked_at)
        VALUES (@Id, @MunicipalityCode, @StartsOn, @EndsOn, @Product, @Provider, @FundingForm, @Neighbourhood, @Language, @UserId, @Now)
        """;
}
