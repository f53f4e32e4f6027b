using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// The key under which e-mail addresses stand, and the codes that confirm them. Not a resident's: an address is of a user, who may represent several residents or work here, and goes with
/// the account. Not straight under the master key either, as what is kept for a session is: it stays for years, and a rotation then wraps one key and not every row.
/// Bound to the user: one row cannot be put in the place of another.
/// </summary>
internal static class MailKey
{
    private const string Name = "mail";

    /// <summary>When there is none yet.</summary>
    public static Task Make(Session session) => session.Keys.Make(session, Name);

    public static async Task<TextKey> Of(Session session, UserId user) => new(session, $"user|{user.Value:D}", await session.Keys.Secret(session, Name));
}
