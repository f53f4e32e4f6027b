using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Neighbourhoods;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>Puts a general provision on the list of the administrator's own municipality, or changes one; one that had ended stands on it again. What was and what is stay in the history.</summary>
public sealed class SaveGeneralProvision(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "GeneralProvision";

    /// <param name="Id">None for a new one.</param>
    /// <param name="Seen">How many changes of it were seen; empty for a new one.</param>
    public sealed record Entry(GeneralProvisionId? Id, GeneralProvision Provision, string Seen);

    public Task<Outcome<GeneralProvisionId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<GeneralProvisionId>(actor, key, nameof(SaveGeneralProvision), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var id = entry.Id ?? new GeneralProvisionId(session.NewId());
            var changes = await ConfigurationChange.LockAndCount(session, actor, What, $"{id.Value:D}");
            if (entry.Id is not null && changes.Length == 0)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            var provision = entry.Provision.Tidy();
            if (provision.FaultAmong(await session.List<Neighbourhood>(NeighbourhoodList.EverSql, new { actor.MunicipalityCode })) is { } fault)
            {
                return fault;
            }

            var before = entry.Id is null ? null : await OneProvision.Find(session, id);
            await Write(session, actor, id, provision);
            if (before is { EndedAt: { } endedAt })
            {
                await ConfigurationChange.Write(
                    session, actor, What, $"{id.Value:D}", new EndGeneralProvision.Listed(provision.NameNl, AmsterdamDay.Of(endedAt)), new EndGeneralProvision.Listed(provision.NameNl, EndedAt: null));
            }

            await ConfigurationChange.Write(session, actor, What, $"{id.Value:D}", before?.Provision, provision);
            await Trace.Write(session, actor, nameof(SaveGeneralProvision), $"{id.Value:D}");
            return id;
        });

    private static async Task Write(Session session, Actor actor, GeneralProvisionId id, GeneralProvision provision)
    {
        await session.Execute(SaveSql, new
        {
            id,
            actor.MunicipalityCode,
            Kind = provision.Kind.ToString(),
            provision.NameNl,
            provision.NameEn,
            provision.AboutNl,
            provision.AboutEn,
            provision.Location,
            provision.Address,
            provision.Neighbourhood,
            provision.WhenNl,
            provision.WhenEn,
            provision.CostsNl,
            provision.CostsEn,
            provision.Phone,
            provision.Email,
            provision.Website,
            SignUp = provision.SignsUpHere ? "here" : "elsewhere",
            provision.Places,
            provision.StartsOn,
            provision.EndsOn,
            SearchText = SearchName.Fold(string.Join('\n', provision.NameNl, provision.NameEn, provision.AboutNl, provision.AboutEn, provision.Location, provision.Address)),
        });
        await session.Execute(ForgetSql, new { id });
        foreach (var domain in provision.Domains)
        {
            await session.Execute(InsertDomainSql, new { id, Domain = domain.ToString() });
        }

        foreach (var fact in provision.Facts)
        {
            await session.Execute(InsertFactSql, new { id, Fact = fact.ToString() });
        }

        foreach (var neighbourhood in provision.Serves)
        {
            await session.Execute(InsertAreaSql, new { id, actor.MunicipalityCode, neighbourhood });
        }
    }

    private const string SaveSql = """
        INSERT INTO general_provisions (
            id, municipality_code, kind, name_nl, name_en, about_nl, about_en, location, address, neighbourhood, when_nl, when_en, costs_nl, costs_en,
            phone, email, website, sign_up, places, starts_on, ends_on, search_text)
        VALUES (
            @id, @MunicipalityCode, @Kind, @NameNl, @NameEn, @AboutNl, @AboutEn, @Location, @Address, NULLIF(@Neighbourhood, ''), @WhenNl, @WhenEn, @CostsNl, @CostsEn,
            @Phone, @Email, @Website, @SignUp, @Places, @StartsOn, @EndsOn, @SearchText)
        ON CONFLICT (id) DO UPDATE
        SET kind = excluded.kind,
            name_nl = excluded.name_nl,
            name_en = excluded.name_en,
            about_nl = excluded.about_nl,
            about_en = excluded.about_en,
            location = excluded.location,
            address = excluded.address,
            neighbourhood = excluded.neighbourhood,
            when_nl = excluded.when_nl,
            when_en = excluded.when_en,
            costs_nl = excluded.costs_nl,
            costs_en = excluded.costs_en,
            phone = excluded.phone,
            email = excluded.email,
            website = excluded.website,
            sign_up = excluded.sign_up,
            places = excluded.places,
            starts_on = excluded.starts_on,
            ends_on = excluded.ends_on,
            search_text = excluded.search_text,
            ended_at = NULL
        """;

    private const string ForgetSql = """
        DELETE FROM general_provision_domains
        WHERE provision_id = @id;
        DELETE FROM general_provision_facts
        WHERE provision_id = @id;
        DELETE FROM general_provision_areas
        WHERE provision_id = @id;
        """;

    private const string InsertDomainSql = """
        INSERT INTO general_provision_domains (provision_id, life_domain)
        VALUES (@id, @Domain)
        """;

    private const string InsertFactSql = """
        INSERT INTO general_provision_facts (provision_id, fact)
        VALUES (@id, @Fact)
        """;

    private const string InsertAreaSql = """
        INSERT INTO general_provision_areas (provision_id, municipality_code, neighbourhood)
        VALUES (@id, @MunicipalityCode, @neighbourhood)
        """;
}
