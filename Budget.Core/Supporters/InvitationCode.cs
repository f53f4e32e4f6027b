using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>
/// The code by which somebody who was invited comes in: ten letters and digits that are not taken for one another. It follows from the invitation's id and the key of this
/// installation, so that it can be shown again to who invited and stands nowhere; it is found by another fingerprint of itself.
/// </summary>
internal static class InvitationCode
{
    public const int Length = 10;

    /// <summary>Without 0 and O, 1 and I and L, 2 and Z, 5 and S, 6 and G, 8 and B's like, U and V's like: read aloud over a telephone they stay what they are. Ten of 24 are 63 million million.</summary>
    public const string Letters = "ABCDEFGHJKMNPQRTVWXY3479";

    public static async Task<string> Of(Session session, Guid invitation)
    {
        var fingerprint = await session.Keys.Fingerprint(session, "invitation", $"{invitation:D}");
        // Four digits of it for each letter: of 65,536 the last sixteen make some letters likelier by one in 2,730.
        return string.Concat(Enumerable.Range(0, Length).Select(place =>
            Letters[int.Parse(fingerprint.AsSpan(place * 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Letters.Length]));
    }

    /// <param name="typed">With spaces or dashes in it, in small letters: it is the same code.</param>
    public static Task<string> Fingerprint(Session session, string typed) => session.Keys.Fingerprint(
        session, "invitation-code", string.Concat(typed.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)));
}
