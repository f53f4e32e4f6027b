using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// The account of somebody who works for a municipality, made at the first sign-in. Role and municipality are what the employer's provider says at
/// each sign-in; when they have changed, sessions that are still open under the old ones end.
/// </summary>
public sealed class RecogniseStaff(Database database)
{
    /// <param name="Identity">Issuer and subject at the provider.</param>
    public sealed record Entry(string Identity, string Name, Role Role, string MunicipalityCode);

    public async Task<Outcome<Recognised>> Do(Entry entry)
    {
        Outcome<Recognised> outcome = Refusal.NotAllowed;
        await database.Overwrite(async session => outcome = await Recognise(session, entry));
        return outcome;
    }

    private static async Task<Outcome<Recognised>> Recognise(Session session, Entry entry)
    {
        var fingerprint = await session.Keys.Fingerprint(session, "staff", entry.Identity);
        if (await Account.Find(session, fingerprint) is not { } account)
        {
            var id = await Account.Open(session, fingerprint, entry.Name, entry.Role, entry.MunicipalityCode);
            await Trace.Write(session, Actor.System(entry.MunicipalityCode), nameof(RecogniseStaff), id.Value.ToString("D"));
            return new Recognised(id, entry.Role);
        }

        if (account.BlockedAt is not null)
        {
            return Refusal.AccountBlocked;
        }

        var entered = new { account.UserId, entry.Name, Role = entry.Role.ToString().ToLowerInvariant(), entry.MunicipalityCode, session.Now };
        if (await session.Execute(UpdateRightsSql, entered) > 0)
        {
            await session.Execute(EndSessionsSql, entered);
            await Trace.Write(session, Actor.System(entry.MunicipalityCode), nameof(RecogniseStaff), account.UserId.Value.ToString("D"));
        }

        return new Recognised(account.UserId, entry.Role);
    }

    private const string UpdateRightsSql = """
        UPDATE users
        SET name = @Name, role = @Role, municipality_code = @MunicipalityCode
        WHERE id = @UserId
          AND (name, role, municipality_code) <> (@Name, @Role, @MunicipalityCode)
        """;

    private const string EndSessionsSql = """
        UPDATE sessions
        SET ended_at = @Now, id_token = NULL
        WHERE user_id = @UserId
          AND ended_at IS NULL
        """;
}
