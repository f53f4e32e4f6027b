using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.SignIn;

/// <summary>What the cookie holds: 256 bits at random, of which the database knows the hash only.</summary>
internal static class SessionToken
{
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
