using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>A file as it came in: what it says, or why it cannot be read, and the hash by which it is known again.</summary>
public sealed record DeclarationFile(MessageReading<Declaration> Reading, string Hash)
{
    public static async Task<DeclarationFile> Load(Stream source, DateOnly today)
    {
        using var bytes = await SafeXml.Take(source);
        if (bytes is null)
        {
            return new DeclarationFile(new MessageReading<Declaration>(Message: null, MessageFault.TooLarge with { Kind = MessageKind.Declaration }), "");
        }

        var hash = SafeXml.HashOf(bytes);
        return new DeclarationFile(ReadDeclaration.Read(bytes, today), hash);
    }
}
