using System.Security.Cryptography;
using System.Text;
using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.Secrecy;

namespace Budget.Bench;

/// <summary>
/// What people wrote in a grown ledger, hidden as the product hides it. Keys and nonces follow from what they are of, because a row is made again for
/// its seal: it is a town where nobody lives.
/// </summary>
internal static class GrownWords
{
    public static Task<string[]> BsnHashes(BenchTown town, int residents) => town.Database.Read(async session =>
    {
        var hashes = new string[residents + 1];
        for (var resident = 0; resident <= residents; resident++)
        {
            hashes[resident] = await session.Keys.QuickFingerprint(session, ResidentByBsn.Kind, TestBsns.At(resident));
        }

        return hashes;
    });

    public static string WrappedKey(Guid resident) =>
        BenchTown.Keys.Wrap(KeyOf(resident), ResidentKey.Name(new ResidentId(resident)), NonceOf("key", $"{resident:D}"));

    public static string Hidden(Guid resident, string column, string row, string text) => TextKey.Mark + Cipher.Hide(
        KeyOf(resident), NonceOf(column, row), $"{column}|{row}|{ResidentKey.Name(new ResidentId(resident))}", Encoding.UTF8.GetBytes(text));

    private static byte[] KeyOf(Guid resident) => SHA256.HashData(resident.ToByteArray());

    private static byte[] NonceOf(string column, string row) => SHA256.HashData(Encoding.UTF8.GetBytes($"{column}|{row}"))[..Cipher.NonceBytes];
}
