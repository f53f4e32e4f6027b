using System.Security.Cryptography;
using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>A file as it came in: what it says, or why it cannot be read, and the hash by which it is known again.</summary>
public sealed record DeclarationFile(MessageReading<Declaration> Reading, string Hash)
{
    public static async Task<DeclarationFile> Load(Stream source, DateOnly today)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await source.ReadAsync(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > SafeXml.MaximumBytes)
            {
                return new DeclarationFile(new MessageReading<Declaration>(Message: null, MessageFault.TooLarge with { Kind = MessageKind.Declaration }), "");
            }
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        bytes.Position = 0;
        return new DeclarationFile(ReadDeclaration.Read(bytes, today), hash);
    }
}
