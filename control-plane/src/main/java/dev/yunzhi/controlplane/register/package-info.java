/** The register of assets that no cluster knows, over the API. */
package dev.yunzhi.controlplane.register;
