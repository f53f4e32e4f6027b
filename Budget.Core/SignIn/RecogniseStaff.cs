using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// The account of somebody who works for a municipality, made at the first sign-in. Role and municipality are what the employer's provider says at
/// each sign-in; when they or the name have changed, sessions that are still open under the old ones end.
/// </summary>
public sealed class RecogniseStaff(Database database)
{
    /// <param name="Identity">Issuer and subject at the provider.</param>
    public sealed record Entry(string Identity, string Name, Role Role, string MunicipalityCode);

    public Task<Outcome<Recognised>> Do(Entry entry) => database.Overwrite(session => Recognise(session, entry));

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

        var entered = new { account.UserId, entry.Name, Role = entry.Role.ToString().ToLowerInvariant(), entry.MunicipalityCode };
        if (await session.Execute(UpdateRightsSql, entered) > 0)
        {
            await EndSession.OfAccount(session, account.UserId);
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
}
