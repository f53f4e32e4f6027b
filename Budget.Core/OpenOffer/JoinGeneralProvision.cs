using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>
/// A resident, or who represents the resident, signs up for a general provision of the own municipality, once, as long as there are places: with or without a decision, and
/// outside the budget. Who offers it sees the name only when that was said here.
/// </summary>
public sealed class JoinGeneralProvision(Database database)
{
    public sealed record Entry(GeneralProvisionId Id, ResidentId ResidentId, bool SharesName);

    public Task<Outcome<GeneralProvisionId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<GeneralProvisionId>(actor, key, nameof(JoinGeneralProvision), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            // Who is counted and who comes in wait for one another at the provision.
            var taken = await session.LockAndRead<long>(TakenSql, new { entry.Id });
            if (await OneProvision.Find(session, entry.Id) is not { } found || found.MunicipalityCode != file.MunicipalityCode || !found.StandsOn(session.Today))
            {
                return Refusal.NotFound;
            }

            if (!found.Provision.SignsUpHere)
            {
                return Refusal.SignUpElsewhere;
            }

            if (await session.Single<long>(StandingSql, new { entry.Id, entry.ResidentId }) > 0)
            {
                return Refusal.AlreadySignedUp;
            }

            if (found.Provision.Places is { } places && taken >= places)
            {
                return Refusal.PlacesTaken;
            }

            await session.Execute(InsertSql, new
            {
                SignUp = session.NewId().ToString("D"),
                entry.Id,
                entry.ResidentId,
                SharesName = entry.SharesName ? "yes" : "no",
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(JoinGeneralProvision), "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.Id;
        });

    private const string TakenSql = """
        /*postgresql
        SELECT id
        FROM general_provisions
        WHERE id = @Id
        FOR NO KEY UPDATE;
        */
        SELECT COUNT(*)
        FROM offer_sign_ups
        WHERE provision_id = @Id
          AND left_at IS NULL
        """;

    private const string StandingSql = """
        SELECT COUNT(*)
        FROM offer_sign_ups
        WHERE provision_id = @Id
          AND resident_id = @ResidentId
          AND left_at IS NULL
        """;

    private const string InsertSql = """
        INSERT INTO offer_sign_ups (id, provision_id, resident_id, shares_name, signed_up_by, signed_up_at)
        VALUES (@SignUp, @Id, @ResidentId, @SharesName, @UserId, @Now)
        """;
}
