using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// A key under which texts of one owner stand in the database (AES-256-GCM, docs/decisions/0008). The cell and the owner are bound to what is hidden:
/// a text that is put in another cell is not shown there. Nothing is hidden as nothing, and a hidden text is as long as it is: neither is a secret.
/// </summary>
internal sealed class TextKey(Session session, string owner, byte[]? key)
{
    /// <summary>Before what is hidden. A text without it was written before texts were hidden, and was booked on, so that it has to stay as it is.</summary>
    public const string Mark = "enc1:";

    /// <summary>Whether it was destroyed: nothing can be hidden any more, and what was shows as nothing.</summary>
    public bool IsDestroyed => key is null;

    public static bool IsHidden(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    /// <param name="column">"table.column".</param>
    /// <param name="row">Which row of the owner's, when there can be more than one.</param>
    /// <exception cref="InvalidOperationException">The key was destroyed.</exception>
    public string Hide(string column, string row, string text) => text.Length == 0 ? "" : Hide(column, row, Encoding.UTF8.GetBytes(SqlTypes.Text(text)));

    /// <inheritdoc cref="Hide(string, string, string)"/>
    public string Hide(string column, string row, byte[] bytes) => Mark + Cipher.Hide(
        key ?? throw new InvalidOperationException("This file was destroyed."), session.NewSecret(Cipher.NonceBytes), About(column, row), bytes);

    /// <summary>What was hidden; nothing when the key was destroyed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Somebody changed it.</exception>
    public string Show(string column, string row, string stored) =>
        !IsHidden(stored) ? stored
        : Encoding.UTF8.GetString(ShowBytes(column, row, stored));

    /// <inheritdoc cref="Show"/>
    public byte[] ShowBytes(string column, string row, string stored) => key is null ? [] : Cipher.Show(key, About(column, row), stored[Mark.Length..]);

    private string About(string column, string row) => $"{column}|{row}|{owner}";
}
