package dev.yunzhi.audit.note;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Signatures of SM2 with SM3 (GB/T 32918.2, GB/T 32905) on the recommended curve, with the default
 * identity of GM/T 0009, {@code 1234567812345678}.
 */
final class Sm2 {
  /** An uncompressed point. */
  static final int PUBLIC_KEY_SIZE = 65;

  static final int SECRET_KEY_SIZE = 32;

  /** r and s, one after the other. */
  static final int SIGNATURE_SIZE = 64;

  private static final ECDomainParameters DOMAIN = domain();

  private Sm2() {}

  private static ECDomainParameters domain() {
    X9ECParameters curve = GMNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  /** A new secret key. */
  static byte[] generate() {
    // From 1 to n - 2, as GB/T 32918.1 has it.
    BigInteger most = DOMAIN.getN().subtract(BigInteger.TWO);
    return secret(BigIntegers.createRandomInRange(BigInteger.ONE, most, new SecureRandom()));
  }

  private static byte[] secret(BigInteger key) {
    return BigIntegers.asUnsignedByteArray(SECRET_KEY_SIZE, key);
  }

  /** The secret key, where it is one of this curve; null where it is of another. */
  static byte[] secret(ECPrivateKeyParameters key) {
    boolean ours =
        key.getParameters().getCurve().equals(DOMAIN.getCurve())
            && key.getParameters().getG().equals(DOMAIN.getG());
    return ours ? secret(key.getD()) : null;
  }

  static boolean isSecretKey(byte[] secret) {
    BigInteger key = new BigInteger(1, secret);
    return key.signum() > 0 && key.compareTo(DOMAIN.getN().subtract(BigInteger.ONE)) < 0;
  }

  static byte[] publicKey(byte[] secret) {
    return DOMAIN.getG().multiply(new BigInteger(1, secret)).getEncoded(false);
  }

  static boolean isPublicKey(byte[] key) {
    try {
      ECPoint point = DOMAIN.getCurve().decodePoint(key);
      return !point.isInfinity() && point.isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static byte[] sign(byte[] secret, byte[] message) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    signer.init(
        true,
        new ParametersWithRandom(
            new ECPrivateKeyParameters(new BigInteger(1, secret), DOMAIN), new SecureRandom()));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 signs whatever it is given", e);
    }
  }

  static boolean verify(byte[] key, byte[] message, byte[] signature) {
    SM2Signer verifier = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    verifier.init(false, new ECPublicKeyParameters(DOMAIN.getCurve().decodePoint(key), DOMAIN));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
