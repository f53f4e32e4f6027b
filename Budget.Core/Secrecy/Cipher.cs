using System.Security.Cryptography;

namespace Budget.Core.Secrecy;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) as text: base64 of nonce (12 bytes), tag (16) and what was hidden. What it is about (column and owner) is bound to
/// it, so that one cell cannot be put in the place of another.
/// </summary>
internal static class Cipher
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="nonce">Never twice under one key: at random, fresh for each call.</param>
    public static string Hide(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, string about, ReadOnlySpan<byte> open)
    {
        var hidden = new byte[NonceBytes + TagBytes + open.Length];
        nonce.CopyTo(hidden);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, open, hidden.AsSpan(NonceBytes + TagBytes), hidden.AsSpan(NonceBytes, TagBytes), System.Text.Encoding.UTF8.GetBytes(about));
        return Convert.ToBase64String(hidden);
    }

    /// <exception cref="CryptographicException">It was changed, it is about something else, or it was hidden with another key.</exception>
    public static byte[] Show(ReadOnlySpan<byte> key, string about, string hidden)
    {
        var bytes = new byte[hidden.Length];
        if (!Convert.TryFromBase64String(hidden, bytes, out var length) || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("What stands here is not what was hidden.");
        }

        var open = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes, open.Length), bytes.AsSpan(NonceBytes, TagBytes), open,
            System.Text.Encoding.UTF8.GetBytes(about));
        return open;
    }
}
